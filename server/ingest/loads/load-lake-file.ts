import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { PortalError } from '#domain/failure.ts';
import type { FileStore } from '#server/ports/file-store.ts';
import { isParquet, openRecordTable, type RecordTable } from './record-table.ts';
import { needColumns } from './table-load.ts';

const namePattern = /^ssoft_(SOCCA|SHG1G2|HG1G2|HG)_(\d{4}\.\d{2})\.parquet$/;
const versionPattern = /^\d{4}\.(?:0[1-9]|1[0-2])$/;

/** The column by which each model is told from those before it, most columns first. */
const flavours = [
  ['SOCCA', 'phi0'],
  ['SHG1G2', 'R'],
  ['HG1G2', 'G1_1'],
  ['HG', 'G_1'],
] as const;

async function copyInto(files: FileStore, path: string, from: string, signal?: AbortSignal): Promise<void> {
  await files.write(path, createReadStream(from), { signal });
}

/** Path in the lake under which the table of a model and a month is looked for. */
export function ssoftPath(flavour: string, version: string): string {
  return `SSOFT/ssoft_${flavour}_${version}.parquet`;
}

async function openParquetTable(from: string): Promise<RecordTable> {
  if (await isParquet(from)) return openRecordTable(from);
  throw new PortalError('bad-request', `The file ${from} is no Parquet file.`);
}

async function ssoftPathOf(from: string): Promise<string> {
  const table = await openParquetTable(from);
  needColumns(table.columns.keys(), ['ssnamenr', 'sso_name', 'sso_number', 'n_obs', 'version'], from);
  const flavour = flavours.find(([, column]) => table.columns.has(column))?.[0];
  if (flavour === undefined) {
    throw new PortalError(
      'bad-request',
      `The file ${from} is of no model that is known: ${flavours.map(([name]) => name).join(', ')}.`,
    );
  }
  const named = namePattern.exec(basename(from));
  if (named !== null && named[1] !== flavour) {
    throw new PortalError('bad-request', `The file ${from} is called ${named[1]}, but has the columns of ${flavour}.`);
  }
  if (named?.[2] !== undefined) return ssoftPath(flavour, named[2]);
  for await (const { record } of table.read()) {
    const version = String(record.version ?? '');
    if (versionPattern.test(version)) return ssoftPath(flavour, version);
    break;
  }
  throw new PortalError('bad-request', `The file ${from} tells no version: call it ssoft_${flavour}_YYYY.MM.parquet.`);
}

/**
 * Puts a month's table of Solar System objects (SSoFT) into the lake. Model and month are told by the name `ssoft_MODEL_YYYY.MM.parquet`,
 * or by the columns and the column `version`.
 * @returns its path in the lake
 * @throws {PortalError} `not-found`, `corrupt`, `bad-request` for a file that is no such table
 */
export async function loadSsoft(files: FileStore, from: string, signal?: AbortSignal): Promise<string> {
  const path = await ssoftPathOf(from);
  await copyInto(files, path, from, signal);
  return path;
}

/**
 * Puts the file with the light curves of all Solar System objects into the lake, as `name`.
 * @throws {PortalError} `not-found`, `corrupt` for what is no Parquet file
 */
export async function loadSsoBulk(
  files: FileStore,
  from: string,
  { name, signal }: { readonly name: string; readonly signal?: AbortSignal },
): Promise<string> {
  const { columns } = await openParquetTable(from);
  if (columns.size === 0) throw new PortalError('bad-request', `The file ${from} has no columns of values.`);
  await copyInto(files, name, from, signal);
  return name;
}
