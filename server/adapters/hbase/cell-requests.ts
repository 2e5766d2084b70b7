import { tablePath } from './request-paths.ts';
import type { RestHttp } from './rest-http.ts';
import { protobuf } from './row-sources.ts';
import { unexpected } from './table-schemas.ts';

const deletesAtOnce = 8;

export interface CellRequestDeps {
  readonly http: RestHttp;
  /** Does the work again where it fails in a passing way. */
  readonly again: <T>(work: () => Promise<T>, signal?: AbortSignal) => Promise<T>;
}

/** The two requests that change cells. */
export interface CellRequests {
  /** Stores the rows of a CellSet. */
  put(table: string, bytes: Uint8Array, signal?: AbortSignal): Promise<void>;
  /** Deletes what the paths name, some at once. */
  removeAll(paths: readonly string[], signal?: AbortSignal): Promise<void>;
}

export function createCellRequests({ http, again }: CellRequestDeps): CellRequests {
  const remove = (path: string, signal?: AbortSignal): Promise<void> =>
    again(async () => {
      const { status } = await http.ask({ method: 'DELETE', path, signal });
      if (status !== 200) throw unexpected(status);
    }, signal);

  return {
    put: (table, bytes, signal) =>
      again(async () => {
        const path = `${tablePath(table)}/rows`;
        const { status } = await http.ask({ method: 'PUT', path, body: { bytes, contentType: protobuf }, signal });
        if (status !== 200) throw unexpected(status);
      }, signal),
    async removeAll(paths, signal) {
      const left = [...paths];
      const work = async (): Promise<void> => {
        for (let path = left.pop(); path !== undefined; path = left.pop()) await remove(path, signal);
      };
      await Promise.all(Array.from({ length: deletesAtOnce }, work));
    },
  };
}
