import { PortalError, shownValue } from '#domain/failure.ts';
import type { ColumnType } from '#domain/surveys/survey.ts';
import { rowKey } from '#server/storage/surveys/survey-tables.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';
import { type Cell, cellOf } from '#server/storage/tables/table-row.ts';
import { type NamedRecord, readCsv } from './csv-records.ts';
import { createTableLoad, type LoadDeps, type LoadOptions, type LoadResult, needColumns } from './table-load.ts';
import { unzipped } from './unzipped.ts';

const { tnsResolver } = ztfTables.byName;

const columns: readonly (readonly [string, ColumnType])[] = [
  ['d:declination', 'double'],
  ['d:discoverydate', 'string'],
  ['d:fullname', 'string'],
  ['d:internalname', 'string'],
  ['d:ra', 'double'],
  ['d:redshift', 'double'],
  ['d:type', 'string'],
];

const needed = ['name_prefix', 'name', 'ra', 'declination', 'redshift', 'type', 'discoverydate', 'internal_names'];
/** Prefixes that an object can have in turn: AT until somebody classifies it. */
const prefixes = ['AT', 'SN', 'TDE', 'FRB'];

function numberFrom(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (Number.isFinite(value)) return value;
  throw new PortalError('bad-request', `${name} is ${shownValue(text)}, which is no number`);
}

function required(record: NamedRecord, name: string): string {
  const text = record.value(name);
  if (text === undefined) throw new PortalError('bad-request', `${name} is missing`);
  return text;
}

const keyOf = (fullname: string, internalname: string): string =>
  rowKey(tnsResolver, (column) => (column === 'd:fullname' ? fullname : internalname));

/** Cells that all rows of an object share. */
function cellsOf(record: NamedRecord, fullname: string): readonly Cell[] {
  const cells = [cellOf('d:fullname', 'string', fullname)];
  for (const name of ['ra', 'declination', 'redshift']) {
    const value = numberFrom(name, record.value(name));
    if (value !== undefined) cells.push(cellOf(`d:${name}`, 'double', value));
  }
  for (const name of ['type', 'discoverydate']) {
    const value = record.value(name);
    if (value !== undefined) cells.push(cellOf(`d:${name}`, 'string', value));
  }
  return cells;
}

function namesIn(record: NamedRecord): readonly string[] {
  const names = (record.value('internal_names') ?? '').split(',').map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ''))];
}

/**
 * Loads the Transient Name Server's list of public objects (`tns_public_objects.csv`, plain or in a ZIP file; whole, or one day's changes):
 * one row for each internal name of an object. An object that got another prefix takes the place of its earlier self.
 * @throws {PortalError} `not-found`, `corrupt`, `bad-request` when columns are missing, `aborted`
 */
export async function loadTns(deps: LoadDeps, path: string, options: LoadOptions = {}): Promise<LoadResult> {
  const { names, records } = await readCsv(unzipped(path));
  needColumns(names, needed, path);
  const load = createTableLoad(deps, tnsResolver);
  await load.begin(columns);
  for await (const record of records) {
    await load.guarded(`line ${record.line}`, async () => {
      const [prefix, name] = [record.value('name_prefix') ?? 'AT', required(record, 'name')];
      const cells = cellsOf(record, `${prefix} ${name}`);
      for (const internal of namesIn(record)) {
        const earlier = prefixes
          .filter((other) => other !== prefix)
          .map((other) => keyOf(`${other} ${name}`, internal));
        const own = [...cells, cellOf('d:internalname', 'string', internal)];
        await load.add(keyOf(`${prefix} ${name}`, internal), own, earlier);
      }
    });
  }
  return load.finish(options);
}
