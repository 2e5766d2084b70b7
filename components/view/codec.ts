import type { StateOf, ViewField } from './field.ts';

/** Brings the query of an older form of the address into the next one. */
export type Migration = (query: URLSearchParams) => URLSearchParams;

export interface ViewCodec<State> {
  readonly initial: State;
  /** The view an address asks for; what it doesn't understand is the default. Unrelated parameters are ignored. */
  fromQuery(query: URLSearchParams): State;
  /** The shortest query of a view: `''`, or `?unit=flux&hide=g`. Parameters of nobody here (`keep`) stay, in front. */
  toQuery(state: State, keep?: URLSearchParams): string;
}

/** Parameter that says in which form an address is written; absent = the first, or one that nothing had to change for. */
const versionKey = 'v';

function migrated(query: URLSearchParams, migrations: readonly Migration[]): URLSearchParams {
  const text = query.get(versionKey) ?? '1';
  const version = /^\d{1,3}$/.test(text) ? Math.max(1, Number(text)) : 1;
  return migrations.slice(version - 1).reduce((older, migrate) => migrate(older), query);
}

/**
 * Reads and writes all fields of a table. `migrations[n]` leads from form n + 1 of the address to the next;
 * addresses of a newer form than ours are read as far as they are understood.
 */
export function createViewCodec<Fields extends object>(
  fields: Fields,
  migrations: readonly Migration[] = [],
): ViewCodec<StateOf<Fields>> {
  const entries = Object.entries(fields) as [string, ViewField<unknown>][];
  const version = String(migrations.length + 1);
  const stateFrom = (read: (field: ViewField<unknown>) => unknown): StateOf<Fields> =>
    Object.fromEntries(entries.map(([name, field]) => [name, read(field)])) as StateOf<Fields>;
  return {
    initial: stateFrom((field) => field.initial),
    fromQuery(given) {
      const query = migrated(given, migrations);
      return stateFrom((field) => {
        const text = query.get(field.key);
        return text === null ? field.initial : (field.parse(text) ?? field.initial);
      });
    },
    toQuery(state, keep = new URLSearchParams()) {
      const query = new URLSearchParams(keep);
      query.delete(versionKey);
      const values: Readonly<Record<string, unknown>> = { ...state };
      const changed = entries.filter(([name, field]) => field.format(values[name]) !== field.format(field.initial));
      for (const [, field] of entries) query.delete(field.key);
      if (changed.length > 0 && version !== '1') query.append(versionKey, version);
      for (const [name, field] of changed) query.append(field.key, field.format(values[name]));
      const text = query.toString().replaceAll('%2C', ',');
      return text === '' ? '' : `?${text}`;
    },
  };
}
