import { randomBytes } from 'node:crypto';
import type { TraceDeps } from './trace.ts';

const poolBytes = 4096;

/** The real clock and randomness for `createTrace`. Random bytes are drawn in blocks: a request needs 32 of them. */
export function createSystemTraceDeps(): TraceDeps {
  let pool = Buffer.alloc(0);
  return {
    nowMs: () => performance.now(),
    randomHex(bytes) {
      if (pool.length < bytes) pool = randomBytes(Math.max(poolBytes, bytes));
      const hex = pool.toString('hex', 0, bytes);
      pool = pool.subarray(bytes);
      return hex;
    },
  };
}
