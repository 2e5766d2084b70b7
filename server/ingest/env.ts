import { join, resolve } from 'node:path';
import { z } from 'zod';
import { PortalError } from '#domain/failure.ts';

/** Settings of the programs that write data. The descriptions become docs/configuration.md. */
export const dataEnvShape = {
  DATA_DIR: z.string().min(1).default('./.data').describe('Folder of the embedded data: tables/, lake/, format.json'),
  TABLE_STORE: z.enum(['lmdb']).default('lmdb').describe('Where the tables are'),
  FILE_STORE: z.enum(['local']).default('local').describe('Where the lake is'),
  LAKE_ROOT: z.string().optional().describe('Folder of the Parquet lake; default `lake` in DATA_DIR'),
} as const;

const schema = z.object(dataEnvShape);

/** Where the data is, as absolute paths. */
export interface DataEnv {
  readonly dataDir: string;
  readonly tablesPath: string;
  readonly lakeRoot: string;
}

/**
 * The settings, parsed once; an empty text counts as absent.
 * @throws {PortalError} `bad-request` with one message that names every wrong setting and what is allowed
 */
export function parseDataEnv(env: Readonly<Record<string, string | undefined>>): DataEnv {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const result = schema.safeParse(given);
  if (!result.success) {
    const lines = result.error.issues.map(
      ({ path, message }) => `${String(path[0])}=${given[String(path[0])]}: ${message}`,
    );
    throw new PortalError('bad-request', `Wrong settings in the environment: ${lines.join('; ')}.`);
  }
  const dataDir = resolve(result.data.DATA_DIR);
  return {
    dataDir,
    tablesPath: join(dataDir, 'tables'),
    lakeRoot: result.data.LAKE_ROOT ? resolve(result.data.LAKE_ROOT) : join(dataDir, 'lake'),
  };
}
