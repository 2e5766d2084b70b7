import { Worker } from 'node:worker_threads';
import { PortalError } from '#domain/failure.ts';
import type { AlertReader, ReadingHandlers } from './handlers.ts';
import { errorFromSent, type News, type Order } from './messages.ts';

/**
 * Short-lived objects get less room than V8 would give: what it holds counts twice, and most of what the thread makes dies at once.
 * The rest is an upper bound for broken input, not what is used.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 24, maxOldGenerationSizeMb: 512 } as const;

/** The thread's program: beside this module in the source, beside the bundle in `dist/`. */
function programOf(moduleUrl: string): URL {
  return new URL(moduleUrl.endsWith('.ts') ? './from-source.mjs' : './ingest-reading.mjs', moduleUrl);
}

function startThread(): Worker {
  const thread = new Worker(programOf(import.meta.url), { resourceLimits, execArgv: [] });
  thread.unref();
  return thread;
}

/** Calls a handler for each news, and answers. @returns true when the reading is over */
async function handle(news: News, thread: Worker, handlers: ReadingHandlers): Promise<boolean> {
  const answer = (order: Order): void => thread.postMessage(order);
  switch (news.kind) {
    case 'shape':
      answer({ kind: 'shape-checked', reason: await handlers.shape(news.shape) });
      return false;
    case 'batch': {
      const buffer = await handlers.batch(news.batch);
      answer({ kind: 'batch-stored', buffer });
      return false;
    }
    case 'rejected':
      handlers.rejected(news.rejection);
      return false;
    case 'bytes':
      handlers.bytes(news.bytes);
      return false;
    case 'done':
      return true;
    case 'failed':
      throw errorFromSent(news.failure);
  }
}

/**
 * Reads alerts in a thread of its own, so that they are stored while the next ones are read. The thread is kept for further readings; one
 * that was given up is ended.
 */
export function createThreadReader(): AlertReader {
  let thread: Worker | undefined;

  const end = async (): Promise<void> => {
    const ended = thread;
    thread = undefined;
    await ended?.terminate();
  };

  const start = (): Worker => {
    thread ??= startThread();
    return thread;
  };

  return {
    start: () => void start(),
    async read(inputs, handlers, { limits, signal }) {
      const worker = start();
      const over = new AbortController();
      try {
        await new Promise<void>((resolve, reject) => {
          const stop = (): void => reject(new PortalError('aborted', 'The ingest was stopped.'));
          if (signal?.aborted) stop();
          signal?.addEventListener('abort', stop, { signal: over.signal });
          worker.removeAllListeners();
          worker.on('error', reject);
          worker.on('exit', (code) =>
            reject(new PortalError('internal', `The reading thread ended (status ${code}).`)),
          );
          worker.on('message', (news: News) => {
            handle(news, worker, handlers).then((isOver) => {
              if (isOver) resolve();
            }, reject);
          });
          worker.ref();
          worker.postMessage({ kind: 'read', inputs, limits } satisfies Order);
        });
        worker.unref();
      } catch (error) {
        await end();
        throw error;
      } finally {
        over.abort();
      }
    },
    close: end,
  };
}
