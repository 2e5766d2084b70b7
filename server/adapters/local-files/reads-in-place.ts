import { readSync } from 'node:fs';

/** Reads in the calling thread, for as long as that is quicker than to ask another one. */
export interface ReadsInPlace {
  /** The bytes from `start` until `end`, fewer where the file ends before; undefined where another thread should be asked. */
  read(fd: number, start: number, end: number): Buffer | undefined;
}

/** A longer range is copied for longer than it takes to wake another thread. */
const bytesAtMost = 256 << 10;
/** What memory, and a disk without moving parts, never need. */
const slowMs = 2;
/** By so much longer than a slow read took is the disk left to others: waiting in place is at most this part of all time. */
const pauseFactor = 50;

/**
 * A stamp that the system has in memory is read in 5 µs; to wake another thread for it takes ten times that.
 * One slow read, of a disk that turns or a folder of another machine, and others are asked for a while.
 */
export function createReadsInPlace(nowMs: () => number): ReadsInPlace {
  let pausedUntilMs = Number.NEGATIVE_INFINITY;
  return {
    read(fd, start, end) {
      const beganMs = nowMs();
      if (end - start > bytesAtMost || beganMs < pausedUntilMs) return undefined;
      const buffer = Buffer.allocUnsafeSlow(Math.max(0, end - start));
      let filled = 0;
      while (filled < buffer.length) {
        const count = readSync(fd, buffer, filled, buffer.length - filled, start + filled);
        if (count === 0) break;
        filled += count;
      }
      const endedMs = nowMs();
      const tookMs = endedMs - beganMs;
      if (tookMs > slowMs) pausedUntilMs = endedMs + tookMs * pauseFactor;
      return buffer.subarray(0, filled);
    },
  };
}
