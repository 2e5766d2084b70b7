import { PortalError } from '#domain/failure.ts';
import type { FileStore } from '#server/ports/file-store.ts';
import type { ReadOptions } from '#server/ports/wide-row-store.ts';

export interface RangeCoalescingOptions {
  /** Bytes between two ranges that are rather read along than asked for apart. */
  readonly gapBytes: number;
  /** Length of a joint read at most. */
  readonly bytesAtMost: number;
}

interface Wanted {
  readonly start: number;
  readonly end: number;
  readonly options: ReadOptions | undefined;
  readonly resolve: (bytes: Uint8Array | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/** Ranges in groups that are near enough, by begin. */
function groupsOf(wanted: readonly Wanted[], { gapBytes, bytesAtMost }: RangeCoalescingOptions): Wanted[][] {
  const groups: { list: Wanted[]; start: number; end: number }[] = [];
  for (const one of [...wanted].sort((a, b) => a.start - b.start)) {
    const last = groups.at(-1);
    const end = Math.max(last?.end ?? 0, one.end);
    if (last !== undefined && one.start - last.end <= gapBytes && end - last.start <= bytesAtMost) {
      last.list.push(one);
      last.end = end;
    } else {
      groups.push({ list: [one], start: one.start, end: one.end });
    }
  }
  return groups.map(({ list }) => list);
}

/**
 * Reads of one file that are asked for in the same turn and lie near each other become one. A caller that gives up leaves the others
 * their answer. Ranges that no store would take are handed on one by one, to be refused there.
 */
export function withRangeCoalescing(files: FileStore, options: RangeCoalescingOptions): FileStore {
  const waiting = new Map<string, Wanted[]>();

  const readGroup = async (path: string, group: readonly Wanted[]): Promise<void> => {
    const [only] = group;
    if (group.length === 1 && only !== undefined) {
      files.read(path, only.start, only.end, only.options).then(only.resolve, only.reject);
      return;
    }
    const start = Math.min(...group.map((one) => one.start));
    const end = Math.max(...group.map((one) => one.end));
    const live = group.filter((one) => one.options?.signal?.aborted !== true);
    try {
      const bytes =
        live.length > 0 ? await files.read(path, start, end, { spent: live[0]?.options?.spent }) : undefined;
      for (const one of group) {
        if (one.options?.signal?.aborted) one.reject(new PortalError('aborted', 'The request was given up.'));
        else one.resolve(bytes?.subarray(one.start - start, Math.max(one.start, one.end) - start));
      }
    } catch (error) {
      for (const one of group) one.reject(error);
    }
  };

  const flush = (path: string): void => {
    const wanted = waiting.get(path) ?? [];
    waiting.delete(path);
    for (const group of groupsOf(wanted, options)) void readGroup(path, group);
  };

  return {
    ...files,
    read(path, start, end, readOptions) {
      const isRange = Number.isSafeInteger(start) && Number.isSafeInteger(end) && start >= 0 && start <= end;
      if (!isRange) return files.read(path, start, end, readOptions);
      return new Promise((resolve, reject) => {
        const list = waiting.get(path);
        const one = { start, end, options: readOptions, resolve, reject };
        if (list !== undefined) {
          list.push(one);
          return;
        }
        waiting.set(path, [one]);
        queueMicrotask(() => flush(path));
      });
    },
  };
}
