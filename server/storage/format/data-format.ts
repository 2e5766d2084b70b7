import { PortalError } from '#domain/failure.ts';
import type { FileStore } from '#server/ports/file-store.ts';

/** Version of the tables and the lake that this program reads and writes. */
export const currentFormat = 1;

const formatPath = 'format.json';

/** Brings the data from one version to the next; must be safe to repeat after it was cut off. */
export interface Migration {
  readonly from: number;
  /** What it does, for the person who runs it. */
  readonly title: string;
  readonly run: () => Promise<void>;
}

/**
 * Version of the data in a data folder; undefined for a folder without data.
 * @throws {PortalError} `corrupt` when format.json is there but tells no version
 */
export async function readFormat(folder: FileStore): Promise<number | undefined> {
  const bytes = await folder.read(formatPath, 0, 4096);
  if (bytes === undefined) return undefined;
  const version = versionFrom(Buffer.from(bytes).toString('utf8'));
  if (version !== undefined) return version;
  throw new PortalError('corrupt', 'format.json of the data folder tells no format version.', {
    dependency: 'table store',
  });
}

function versionFrom(text: string): number | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const format = typeof value === 'object' && value !== null && 'format' in value ? value.format : undefined;
    return typeof format === 'number' && Number.isInteger(format) && format > 0 ? format : undefined;
  } catch {
    return undefined;
  }
}

/** Writes the version into the data folder, durably. */
export async function writeFormat(folder: FileStore, version: number = currentFormat): Promise<void> {
  await folder.write(formatPath, [Buffer.from(`${JSON.stringify({ format: version })}\n`, 'utf8')]);
}

/**
 * Refuses data of another version, in a sentence that says what to do. Data of no version (none yet) passes.
 * @throws {PortalError} `unavailable`
 */
export async function checkFormat(folder: FileStore, current: number = currentFormat): Promise<void> {
  const version = await readFormat(folder);
  if (version === undefined || version === current) return;
  const what =
    version > current
      ? `was written by a newer version of this program (format ${version}, this one knows ${current}): update the program, or set DATA_DIR to another folder.`
      : `has format ${version}, this program uses ${current}: run \`npm run admin -- migrate\`.`;
  throw new PortalError('unavailable', `The data ${what}`, { dependency: 'table store' });
}

/** Every step from the first data to {@link currentFormat}. */
export const migrations: readonly Migration[] = [
  {
    from: 0,
    title: 'Record the format of data that are older than format.json (rows and files stay as they are)',
    run: async () => {},
  },
];

async function migrateFrom(
  known: number | undefined,
  folder: FileStore,
  steps: { readonly migrations: readonly Migration[]; readonly current: number },
): Promise<readonly string[]> {
  const { current } = steps;
  const done: string[] = [];
  if (known === undefined) return done;
  if (known > current) await checkFormat(folder, current);
  for (let version = known; version < current; version++) {
    const migration = steps.migrations.find(({ from }) => from === version);
    if (migration === undefined) {
      throw new PortalError(
        'unavailable',
        `There is no way from format ${version} to ${current}: ingest the data again.`,
      );
    }
    await migration.run();
    await writeFormat(folder, version + 1);
    done.push(migration.title);
  }
  return done;
}

/**
 * Runs the migrations that bring the data to `current`, one after the other; each is recorded before the next begins.
 * @returns titles of the migrations that were run
 * @throws {PortalError} `unavailable` for data newer than the program, or older than its first migration
 */
export async function migrateFormat(
  folder: FileStore,
  steps: readonly Migration[],
  current: number = currentFormat,
): Promise<readonly string[]> {
  return migrateFrom(await readFormat(folder), folder, { migrations: steps, current });
}

/**
 * Brings the data of a folder to the present format, also data that are older than format.json itself.
 * @param hasData whether there are rows or files: such data without format.json are of format 0
 * @throws {PortalError} as {@link migrateFormat}
 */
export async function migrateData(folder: FileStore, hasData: boolean): Promise<readonly string[]> {
  const version = (await readFormat(folder)) ?? (hasData ? 0 : undefined);
  return migrateFrom(version, folder, { migrations, current: currentFormat });
}
