import { PortalError } from '#domain/failure.ts';
import { isWireObject, parseWireJson, type WireValue } from '#server/contracts/exact-json.ts';
import type { CallContext, Upstream } from './upstream.ts';

/** What `/api/v1/` of our services tells; other servers of the same wire have no such page and so no extensions. */
export interface ApiIndex {
  readonly service: string;
  readonly version: string;
  readonly extensions: ReadonlySet<string>;
}

export interface IndexReader {
  read(): Promise<ApiIndex>;
  ready(context: CallContext): Promise<boolean>;
}

const keptMs = 60_000;
const silent: ApiIndex = { service: '', version: '', extensions: new Set() };

/** Reads an API's index: once before the first answer that needs it, then once a minute beside the work. A server that answers without one has no extensions; one that can't be reached throws. */
export function createIndexReader(deps: { upstream: Upstream; base: string; nowMs: () => number }): IndexReader {
  const { upstream, base, nowMs } = deps;
  let known: { index: ApiIndex; atMs: number } | undefined;
  let loading: Promise<ApiIndex> | undefined;

  const ask = async (path: string, context: CallContext): Promise<Uint8Array | undefined> => {
    try {
      const call = { method: 'GET', url: new URL(`${base}${path}`), accept: 'application/json' } as const;
      return (await upstream.read(call, context)).bytes;
    } catch (error) {
      const answered =
        error instanceof PortalError && ['not-found', 'bad-request', 'gone', 'upstream-failed'].includes(error.kind);
      if (answered) return undefined;
      throw error;
    }
  };

  const load = async (): Promise<ApiIndex> => {
    // For all who wait, so with no one's signal; the deadline of the upstream holds.
    const bytes = await ask('/api/v1/', {});
    const index = bytes === undefined ? silent : indexFromBytes(bytes);
    known = { index, atMs: nowMs() };
    return index;
  };

  return {
    async read() {
      if (known !== undefined && nowMs() - known.atMs < keptMs) return known.index;
      loading ??= load().finally(() => {
        loading = undefined;
      });
      if (known === undefined) return await loading;
      // What was known goes on being true until the server says otherwise: nobody waits for the second look.
      loading.catch(() => {});
      return known.index;
    },
    async ready(context) {
      // A survey prefix is no part of the health route's path.
      const root = new URL(base).origin;
      const call = { method: 'GET', url: new URL(`${root}/ready`), accept: '*/*' } as const;
      try {
        await upstream.read(call, context);
        return true;
      } catch (error) {
        if (error instanceof PortalError && error.kind === 'not-found') return true;
        throw error;
      }
    },
  };
}

function indexFromBytes(bytes: Uint8Array): ApiIndex {
  let value: WireValue;
  try {
    value = parseWireJson(new TextDecoder().decode(bytes));
  } catch {
    return silent;
  }
  if (!isWireObject(value)) return silent;
  const { service, version, extensions } = value;
  const names = Array.isArray(extensions) ? extensions.filter((name) => typeof name === 'string') : [];
  return { service: String(service ?? ''), version: String(version ?? ''), extensions: new Set(names) };
}
