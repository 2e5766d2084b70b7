import { PortalError, shownValue } from '#domain/failure.ts';
import type { Answer, Exchange } from './exchange.ts';
import type { KnownUrls } from './known-urls.ts';
import { type NameNodes, redirectOf } from './name-nodes.ts';
import { failureOfAnswer, isMissing, remoteExceptionIn } from './remote-exception.ts';
import type { HdfsStatus } from './statuses.ts';

export interface RangeReaderDeps {
  readonly nameNodes: NameNodes;
  readonly exchange: Exchange;
  readonly urls: KnownUrls;
  readonly isTls: boolean;
  readonly statusAt: (path: string, signal: AbortSignal) => Promise<HdfsStatus | undefined>;
}

export interface Range {
  /** Absolute. */
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

export interface RangeReader {
  /** The bytes; fewer only where the file ends before, undefined when there is no file. One try. */
  read(range: Range, signal: AbortSignal): Promise<Buffer | undefined>;
}

/** What the DataNodes answered, or why not. */
type Served = { readonly bytes: Buffer } | 'missing' | 'behind the end';

const behindTheEnd = /out of the range|seek after EOF/i;

function servedBy(answer: Answer, peer: 'NameNode' | 'DataNode'): Served {
  if (answer.status === 200) return { bytes: answer.bytes };
  if (isMissing(answer)) return 'missing';
  if (behindTheEnd.test(remoteExceptionIn(answer)?.message ?? '')) return 'behind the end';
  throw failureOfAnswer(answer, peer);
}

/** Reads through the address known for a file, else through the NameNode: any refusal or break at a known address is asked about there. */
export function createRangeReader({ nameNodes, exchange, urls, isTls, statusAt }: RangeReaderDeps): RangeReader {
  const fromDataNode = async (url: URL, { start, end }: Range, signal: AbortSignal): Promise<Served> => {
    const request = { peer: 'DataNode', method: 'GET', url, signal, bytesAtMost: end - start } as const;
    return servedBy(await exchange.send(request), 'DataNode');
  };

  /** Through the NameNode, past the DataNode that just failed where there is another one. */
  const fromNameNode = async (range: Range, failed: string | undefined, signal: AbortSignal): Promise<Served> => {
    const { path, start, end } = range;
    const params = {
      offset: String(start),
      length: String(end - start),
      ...(failed === undefined ? {} : { excludedatanodes: failed }),
    };
    const bytesAtMost = Math.max(end - start, 64 << 10);
    const answer = await nameNodes.ask({ op: 'OPEN', path, params, bytesAtMost }, signal);
    // A gateway (HttpFS) answers with the bytes themselves.
    if (answer.status !== 307) return servedBy(answer, 'NameNode');
    const url = redirectOf(answer, isTls);
    try {
      const served = await fromDataNode(url, range, signal);
      if (typeof served === 'object') urls.keep(path, start, url);
      return served;
    } catch (error) {
      const isPassing = error instanceof PortalError && error.kind === 'unavailable';
      if (!isPassing || failed !== undefined) throw error;
      return fromNameNode(range, url.host, signal).catch((second: unknown) => {
        throw second instanceof PortalError && second.kind === 'aborted' ? second : error;
      });
    }
  };

  const served = async (range: Range, signal: AbortSignal): Promise<Served> => {
    const url = urls.find(range.path, range.start, range.end);
    if (url === undefined) return fromNameNode(range, undefined, signal);
    let failed: string | undefined;
    try {
      const found = await fromDataNode(url, range, signal);
      if (typeof found === 'object') return found;
    } catch (error) {
      if (signal.aborted) throw error;
      if (error instanceof PortalError && error.kind === 'unavailable') failed = url.host;
    }
    urls.forget(range.path);
    return fromNameNode(range, failed, signal);
  };

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
