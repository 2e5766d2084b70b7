import { PortalError, shownValue } from '#domain/failure.ts';
import { loadSsoBulk, loadSsoft } from '#server/ingest/loads/load-lake-file.ts';
import { loadOrbits } from '#server/ingest/loads/load-orbits.ts';
import { loadSsoResolver } from '#server/ingest/loads/load-sso-resolver.ts';
import { loadTns } from '#server/ingest/loads/load-tns.ts';
import type { LoadDeps, LoadOptions, LoadResult } from '#server/ingest/loads/table-load.ts';
import type { FileStore } from '#server/ports/file-store.ts';
import { type Call, counted, exitCodes, type Verb } from './verb.ts';

interface Loading extends LoadDeps {
  readonly files: FileStore;
  readonly ssoBulkFile: string;
}

type Load = (loading: Loading, path: string, options: LoadOptions) => Promise<LoadResult & { readonly into: string }>;

const whole = { rows: 1, refused: 0, removed: 0 } as const;

const kinds: Readonly<Record<string, Load>> = {
  'sso-resolver': async (loading, path, options) => ({
    ...(await loadSsoResolver(loading, path, options)),
    into: 'ztf.sso_resolver',
  }),
  tns: async (loading, path, options) => ({ ...(await loadTns(loading, path, options)), into: 'ztf.tns_resolver' }),
  orbits: async (loading, path, options) => {
    const { table, ...result } = await loadOrbits(loading, path, options);
    return { ...result, into: table };
  },
  ssoft: async ({ files, signal }, path) => ({ ...whole, into: await loadSsoft(files, path, signal) }),
  'sso-bulk': async ({ files, signal, ssoBulkFile: name }, path) => ({
    ...whole,
    into: await loadSsoBulk(files, path, { name, signal }),
  }),
};

function kindOf(name: string): Load {
  const load = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  if (load !== undefined) return load;
  throw new PortalError(
    'bad-request',
    `There is nothing to load called ${shownValue(name)}; there are: ${Object.keys(kinds).join(', ')}.`,
  );
}

async function run({ deps, args, signal, out, err }: Call): Promise<number> {
  const [name = '', ...rest] = args;
  const load = kindOf(name);
  const options = { replace: rest.includes('--replace') };
  const opened = await deps.openStores();
  let refusedAll = 0;
  try {
    for (const path of rest.filter((argument) => argument !== '--replace')) {
      const onRefused = (where: string, reason: string): void => err(`${path} ${where}: ${reason}\n`);
      const loading = {
        store: opened.store,
        files: opened.files,
        timestampMs: deps.nowMs(),
        ssoBulkFile: deps.env.ssoBulkFile,
        signal,
        onRefused,
      };
      const { rows, refused, removed, into } = await load(loading, path, options);
      const gone = removed > 0 ? `, ${counted(removed, 'row')} of before removed` : '';
      const left = refused > 0 ? `, ${counted(refused, 'record')} refused` : '';
      await out(
        into.endsWith('.parquet')
          ? `${path}: in the lake as ${into}\n`
          : `${path}: ${counted(rows, 'row')} in ${into}${gone}${left}\n`,
      );
      refusedAll += refused;
    }
    return refusedAll > 0 ? exitCodes.someRefused : exitCodes.done;
  } finally {
    await opened.close();
  }
}

export const load: Verb = {
  usage: `${Object.keys(kinds).join('|')} FILE… [--replace]`,
  summary: 'load what others publish into tables and lake',
  details: `  sso-resolver  names of Solar System objects: Parquet or CSV with ssnamenr, name, number (or sso_name, sso_number: an SSoFT file)
  tns           tns_public_objects.csv of the Transient Name Server, plain or in its .zip, whole or the changes of a day
  orbits        fink-fat's orbital.parquet and trajectory_orb.parquet, or CSV with the same columns
  ssoft         a month of the SSoFT table: ssoft_MODEL_YYYY.MM.parquet
  sso-bulk      the light curves of all Solar System objects, one Parquet file
Rows that were there before stay unless --replace is given: then those that the file doesn't have are removed at the end.
A record that can't be stored is named with its reason, and the rest goes on: exit status 3.`,
  takes: [2, 1000],
  options: ['--replace'],
  run,
};
