import { PortalError } from '#domain/failure.ts';
import type { Answer, Exchange } from './exchange.ts';
import type { KnownUrls } from './known-urls.ts';
import { type NameNodes, redirectOf } from './name-nodes.ts';
import { failureOfAnswer, fieldOf, isMissing, jsonOf, remoteExceptionIn } from './remote-exception.ts';
import type { Suspects } from './suspects.ts';

export interface RangeServerDeps {
  readonly nameNodes: NameNodes;
  readonly exchange: Exchange;
  readonly urls: KnownUrls;
  readonly suspects: Suspects;
  readonly isTls: boolean;
}

export interface Range {
  /** Absolute. */
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/** What the DataNodes answered, or why not. */
export type Served = { readonly bytes: Buffer } | 'missing' | 'behind the end';

const behindTheEnd = /out of the range|seek after EOF/i;

function servedBy(answer: Answer, peer: 'NameNode' | 'DataNode'): Served {
  if (answer.status === 200) return { bytes: answer.bytes };
  if (isMissing(answer)) return 'missing';
  if (behindTheEnd.test(remoteExceptionIn(answer)?.message ?? '')) return 'behind the end';
  throw failureOfAnswer(answer, peer);
}

function isPassing(error: unknown): boolean {
  return error instanceof PortalError && error.kind === 'unavailable';
}

/** The `host:port` for data of the DataNode at `url`, among those that hold a block. */
function dataAddressOf({ hostname, port }: URL, json: unknown): string | undefined {
  const blocks = fieldOf(fieldOf(json, 'LocatedBlocks'), 'locatedBlocks');
  const locations = (Array.isArray(blocks) ? blocks : []).flatMap((block) => {
    const list = fieldOf(block, 'locations');
    return Array.isArray(list) ? list : [];
  });
  const found = locations.find(
    (one) =>
      [fieldOf(one, 'infoPort'), fieldOf(one, 'infoSecurePort')].map(String).includes(port) &&
      [fieldOf(one, 'hostName'), fieldOf(one, 'ipAddr')].includes(hostname),
  );
  return found === undefined ? undefined : `${fieldOf(found, 'ipAddr')}:${fieldOf(found, 'xferPort')}`;
}

/** Asks at the address known for a file, else through the NameNode: any refusal or break at a known address is asked about there. */
export function createRangeServer(deps: RangeServerDeps): (range: Range, signal: AbortSignal) => Promise<Served> {
  const { nameNodes, exchange, urls, suspects, isTls } = deps;

  const fromDataNode = async (url: URL, { start, end }: Range, signal: AbortSignal): Promise<Served> => {
    const request = { peer: 'DataNode', method: 'GET', url, signal, bytesAtMost: end - start } as const;
    return servedBy(await exchange.send(request), 'DataNode');
  };

  /** A NameNode knows DataNodes to be left out by their address for data, which stands beside that for HTTP in the list of blocks. */
  const suspect = async (url: URL, { path, start }: Range, signal: AbortSignal): Promise<void> => {
    const params = { offset: String(start), length: '1' };
    const answer = await nameNodes.ask({ op: 'GET_BLOCK_LOCATIONS', path, params }, signal).catch(() => undefined);
    suspects.add(url, answer?.status === 200 ? dataAddressOf(url, jsonOf(answer)) : undefined);
  };

  /** The NameNode's answer, past the DataNodes that failed where there are others. */
  const opened = async ({ path, start, end }: Range, signal: AbortSignal): Promise<Answer> => {
    const params = { offset: String(start), length: String(end - start) };
    const call = { op: 'OPEN', path, bytesAtMost: Math.max(end - start, 64 << 10) };
    const excluded = suspects.excluded();
    const answer = await nameNodes.ask({ ...call, params: { ...params, ...excluded } }, signal);
    const isNobodyLeft = excluded.excludedatanodes !== undefined && answer.status === 403;
    return isNobodyLeft ? nameNodes.ask({ ...call, params }, signal) : answer;
  };

  const fromNameNode = async (range: Range, signal: AbortSignal, triesLeft = 1): Promise<Served> => {
    const answer = await opened(range, signal);
    // A gateway (HttpFS) answers with the bytes themselves.
    if (answer.status !== 307) return servedBy(answer, 'NameNode');
    const url = redirectOf(answer, isTls);
    try {
      const served = await fromDataNode(url, range, signal);
      if (typeof served === 'object') urls.keep(range.path, range.start, url);
      return served;
    } catch (error) {
      if (!isPassing(error)) throw error;
      await suspect(url, range, signal);
      if (triesLeft === 0) throw error;
      return fromNameNode(range, signal, triesLeft - 1);
    }
  };

  return async (range, signal) => {
    const url = urls.find(range.path, range.start, range.end);
    if (url === undefined || suspects.has(url)) return fromNameNode(range, signal);
    try {
      const found = await fromDataNode(url, range, signal);
      if (typeof found === 'object') return found;
    } catch (error) {
      if (signal.aborted) throw error;
      if (isPassing(error)) await suspect(url, range, signal);
    }
    urls.forget(range.path);
    return fromNameNode(range, signal);
  };
}
