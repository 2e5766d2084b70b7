import { PortalError, shownValue } from '#domain/failure.ts';
import { createRangeServer, type Range, type RangeServerDeps } from './serve-range.ts';
import type { HdfsStatus } from './statuses.ts';

export interface RangeReaderDeps extends RangeServerDeps {
  readonly statusAt: (path: string, signal: AbortSignal) => Promise<HdfsStatus | undefined>;
}

export interface RangeReader {
  /** The bytes; fewer only where the file ends before, undefined when there is no file. One try. */
  read(range: Range, signal: AbortSignal): Promise<Buffer | undefined>;
}

/** Reads whole ranges: an answer with less is believed only where the file ends. */
export function createRangeReader(deps: RangeReaderDeps): RangeReader {
  const { urls, statusAt } = deps;
  const served = createRangeServer(deps);
  return {
    async read(range, signal) {
      const { path, start, end } = range;
      const found = start < end ? await served(range, signal) : 'behind the end';
      if (found === 'missing') return undefined;
      const bytes = found === 'behind the end' ? Buffer.alloc(0) : found.bytes;
      if (start < end && bytes.length === end - start) return bytes;
      // Less than asked for is right only where the file ends.
      const status = await statusAt(path, signal);
      if (status === undefined || status.isFolder) return undefined;
      if (bytes.length === Math.max(0, Math.min(end, status.length) - start)) return bytes;
      urls.forget(path);
      const words = `The lake sent ${bytes.length} bytes of ${shownValue(path)} where it has more.`;
      throw new PortalError('unavailable', words, { dependency: 'lake' });
    },
  };
}
