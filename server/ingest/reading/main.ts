import { parentPort } from 'node:worker_threads';
import { PortalError } from '#domain/failure.ts';
import { createAlertReading } from './alert-reading.ts';
import type { ReadingHandlers } from './handlers.ts';
import { type News, type Order, sentFailure } from './messages.ts';

/** Bytes of the input after which the other thread is told how far the reading is. */
const bytesPerNews = 1024 * 1024;

/** The thread that reads: whatever a reading calls is sent to the thread that stores, and answered from there. */
function serve(port: NonNullable<typeof parentPort>): void {
  const reader = createAlertReading();
  const answers = {
    shape: [] as ((reason: string | undefined) => void)[],
    batch: [] as ((b: SharedArrayBuffer) => void)[],
  };
  let bytes = 0;
  const tell = (news: News): void => {
    if (bytes > 0) port.postMessage({ kind: 'bytes', bytes } satisfies News);
    bytes = 0;
    port.postMessage(news);
  };
  const handlers: ReadingHandlers = {
    shape: (shape) =>
      new Promise((resolve) => {
        answers.shape.push(resolve);
        tell({ kind: 'shape', shape });
      }),
    batch: (batch) =>
      new Promise((resolve) => {
        answers.batch.push(resolve);
        tell({ kind: 'batch', batch });
      }),
    rejected: ({ name, reason }) => tell({ kind: 'rejected', rejection: { name, reason } }),
    bytes(more) {
      bytes += more;
      if (bytes >= bytesPerNews) tell({ kind: 'bytes', bytes: 0 });
    },
  };
  port.on('message', (order: Order) => {
    if (order.kind === 'shape-checked') answers.shape.shift()?.(order.reason);
    else if (order.kind === 'batch-stored') answers.batch.shift()?.(order.buffer);
    else {
      reader.read(order.inputs, handlers, { limits: order.limits }).then(
        () => tell({ kind: 'done' }),
        (error: unknown) => tell({ kind: 'failed', failure: sentFailure(error) }),
      );
    }
  });
}

if (parentPort === null) throw new PortalError('internal', 'This program is a thread of the ingest.');
serve(parentPort);
