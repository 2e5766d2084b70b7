import { bytesFrom, isWorthRetrying, retryDelayMs } from '#components/trpc/query-rules.ts';
import { frameFromBytes, type StampFrame } from '#domain/stamps/frame.ts';

/** The frame at `url`, tried again by the rules of every read. @throws {HttpFailure} and what `fetch` throws, also when `signal` aborts. */
export async function loadFrame(url: string, signal: AbortSignal): Promise<StampFrame> {
  for (let failures = 0; ; failures++) {
    try {
      return frameFromBytes(await bytesFrom(url, signal));
    } catch (error) {
      if (signal.aborted || !isWorthRetrying(failures, error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, retryDelayMs(failures, error)));
    }
  }
}
