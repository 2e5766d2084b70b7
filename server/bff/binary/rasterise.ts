import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { PortalError } from '#domain/failure.ts';

/** SVG → PNG at its own size, with Inter for text. */
export interface Rasteriser {
  /** @throws {PortalError} `overloaded` while too many wait, `internal` when the picture can't be drawn. */
  png(svg: string): Promise<Uint8Array>;
  close(): Promise<void>;
}

interface Waiting {
  resolve(png: Uint8Array): void;
  reject(error: Error): void;
}

interface Outcome {
  readonly id: number;
  readonly png?: Uint8Array;
  readonly failure?: string;
}

const program = './server/bff/binary/rasterise-worker.mjs';
/** A picture takes 0.1 s: more than these would wait longer than a chat does. */
const mostWaiting = 50;

/**
 * A rasteriser in a thread, which is started by the first picture and kept: it reads engine and fonts for a second, and draws for a tenth.
 * A thread that ends, for whatever reason, fails the pictures it had, and the next picture starts another.
 */
export function createRasteriser(): Rasteriser {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let last = 0;

  const fail = (gone: Worker, why: string): void => {
    if (worker !== gone) return;
    worker = undefined;
    for (const { reject } of waiting.values()) reject(new PortalError('internal', `No picture: ${why}.`));
    waiting.clear();
  };

  const start = (): Worker => {
    // Found from where the process runs: a bundler must not follow it.
    const file = createRequire(join(process.cwd(), 'package.json')).resolve(program);
    const started = new Worker(/* turbopackIgnore: true */ file);
    started.on('message', ({ id, png, failure }: Outcome) => {
      const one = waiting.get(id);
      waiting.delete(id);
      if (waiting.size === 0) started.unref();
      if (png !== undefined) one?.resolve(png);
      else one?.reject(new PortalError('internal', `No picture: ${failure ?? 'nothing was drawn'}.`));
    });
    started.on('error', (error) => fail(started, error.message));
    started.on('exit', (status) => fail(started, `its thread ended with status ${status}`));
    return started;
  };

  return {
    async png(svg) {
      if (waiting.size >= mostWaiting)
        throw new PortalError('overloaded', 'Too many pictures are being drawn.', { retryAfterSeconds: 5 });
      worker ??= start();
      worker.ref();
      const id = ++last;
      const drawn = new Promise<Uint8Array>((resolve, reject) => {
        waiting.set(id, { resolve, reject });
      });
      worker.postMessage({ id, svg });
      return await drawn;
    },
    async close() {
      await worker?.terminate();
    },
  };
}
