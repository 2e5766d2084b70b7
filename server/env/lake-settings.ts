import { join, resolve } from 'node:path';
import { z } from 'zod';
import { milliseconds } from './setting-kinds.ts';

const isNameNode = (text: string): boolean =>
  URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).username === '';

/** Settings of the lake, the same in all programs. The descriptions become docs/configuration.md. */
export const lakeEnvShape = {
  FILE_STORE: z
    .enum(['local', 'webhdfs'])
    .default('local')
    .describe('Where the files of the lake are: in a folder, or on HDFS'),
  LAKE_ROOT: z
    .string()
    .optional()
    .describe(
      'Folder of the lake; when left out, `lake` below DATA_DIR. With `FILE_STORE=webhdfs` an absolute path of HDFS, and needed',
    ),
  WEBHDFS_URL: z
    .string()
    .transform((text) => text.split(',').map((url) => url.trim()))
    .refine((urls) => urls.every(isNameNode), 'http(s)://host:port of the NameNode is needed, a pair with a comma')
    .optional()
    .describe('WebHDFS address of the NameNode, `http(s)://host:port`; of a pair both, with a comma'),
  WEBHDFS_USER: z
    .string()
    .regex(/^[\w.@/-]+\$?$/, 'the name of a user is needed')
    .optional()
    .describe('User that HDFS is told, where it believes its clients'),
  WEBHDFS_TOKEN: z
    .string()
    .regex(/^[\w+/=-]+$/, 'a token in its URL form is needed')
    .optional()
    .describe("Delegation token, sent instead of the user's name"),
  WEBHDFS_CA: z
    .string()
    .optional()
    .describe('PEM file of the authorities to trust for https, instead of those that Node knows'),
  WEBHDFS_TIMEOUT_MS: milliseconds(12_000).describe('How long one call of the lake may take, all tries included'),
  WEBHDFS_SILENT_MS: milliseconds(4_000).describe(
    'How long a NameNode or DataNode may stay silent before another one is tried',
  ),
  HDFS_AUTHORITY: z
    .string()
    .regex(/^[A-Za-z0-9.-]+$/, 'the name of a host is needed')
    .optional()
    .describe(
      'Host in the `hdfs_path` that an ingest writes; when left out, that of WEBHDFS_URL, `localhost` for a folder',
    ),
} as const;

const lakeEnvSchema = z.object(lakeEnvShape);
type LakeEnv = z.output<typeof lakeEnvSchema>;

/** What is wrong with the settings taken together; to be run with a schema that has {@link lakeEnvShape}. */
export function checkLakeEnv({ value, issues }: z.core.ParsePayload<LakeEnv>): void {
  if (value.FILE_STORE === 'local') return;
  const wrong = (name: string, message: string): void =>
    void issues.push({ code: 'custom', path: [name], message, input: undefined });
  if (value.WEBHDFS_URL === undefined) wrong('WEBHDFS_URL', 'needed with FILE_STORE=webhdfs');
  if (!value.LAKE_ROOT?.startsWith('/'))
    wrong('LAKE_ROOT', 'an absolute path of HDFS is needed with FILE_STORE=webhdfs');
}

/** Where the lake is, and how to reach it. */
export type LakeSettings = ReturnType<typeof lakeSettingsFrom>;

/** The lake of a program whose data folder is `dataDir`. */
export function lakeSettingsFrom(env: LakeEnv, dataDir: string) {
  if (env.FILE_STORE === 'local') {
    return {
      store: 'local',
      root: resolve(env.LAKE_ROOT ?? join(dataDir, 'lake')),
      authority: env.HDFS_AUTHORITY ?? 'localhost',
      /** What comes before a path of the lake in an `hdfs_path`. */
      pathsBegin: '/',
    } as const;
  }
  const nameNodes = env.WEBHDFS_URL ?? [];
  const root = (env.LAKE_ROOT ?? '').replace(/\/+$/, '');
  return {
    store: 'webhdfs',
    nameNodes,
    root,
    user: env.WEBHDFS_USER,
    token: env.WEBHDFS_TOKEN,
    caFile: env.WEBHDFS_CA,
    timeoutMs: env.WEBHDFS_TIMEOUT_MS,
    silentMs: env.WEBHDFS_SILENT_MS,
    authority: env.HDFS_AUTHORITY ?? new URL(nameNodes[0] ?? 'http://localhost').hostname,
    pathsBegin: `${root}/`,
  } as const;
}

/** The `hdfs_path` of a file of the lake. */
export function hdfsPathIn({ authority, pathsBegin }: LakeSettings, path: string): string {
  return `hdfs://${authority}:8020${pathsBegin}${path}`;
}
