import { resolve } from 'node:path';
import { z } from 'zod';
import { checkLakeEnv, type LakeSettings, lakeEnvShape, lakeSettingsFrom } from '#server/env/lake-settings.ts';
import { parseSettings } from '#server/env/parse-settings.ts';
import { createStorePlaces, type StorePlaces } from '#server/env/store-places.ts';
import { checkTableEnv, type TableSettings, tableEnvShape, tableSettingsFrom } from '#server/env/table-settings.ts';

/** Settings of the programs that write data. The descriptions become docs/configuration.md. */
export const dataEnvShape = {
  DATA_DIR: z.string().min(1).default('./.data').describe('Folder of the embedded data: tables/, lake/, format.json'),
  ...tableEnvShape,
  ...lakeEnvShape,
  SSO_BULK_FILE: z
    .string()
    .regex(/^[\w.-]+\.parquet$/, 'the name of a .parquet file is needed')
    .default('sso_ztf_lc_aggregated_with_ssoft_202601_with_residuals_singlefile.parquet')
    .describe('Name in the lake of the file with the light curves of all Solar System objects'),
} as const;

const schema = z.object(dataEnvShape).check(checkLakeEnv, checkTableEnv);

/** Where the data is, as absolute paths. */
export interface DataEnv {
  readonly dataDir: string;
  readonly tables: TableSettings;
  readonly lake: LakeSettings;
  /** Other stores that can be named. */
  readonly places: StorePlaces;
  readonly ssoBulkFile: string;
}

/**
 * The settings, parsed once; an empty text counts as absent.
 * @throws {PortalError} `bad-request` with one message that names every wrong setting and what is allowed
 */
export function parseDataEnv(env: Readonly<Record<string, string | undefined>>): DataEnv {
  const set = parseSettings(schema, env);
  const dataDir = resolve(set.DATA_DIR);
  return {
    dataDir,
    tables: tableSettingsFrom(set, dataDir),
    lake: lakeSettingsFrom(set, dataDir),
    places: createStorePlaces(set, dataDir),
    ssoBulkFile: set.SSO_BULK_FILE,
  };
}
