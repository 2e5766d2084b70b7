import { join } from 'node:path';
import { z } from 'zod';
import { milliseconds } from './setting-kinds.ts';

const isRestAddress = (text: string): boolean => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url !== undefined && /^https?:$/.test(url.protocol) && url.username === '' && url.search === '';
};

/** Settings of the tables, the same in all programs. The descriptions become docs/configuration.md. */
export const tableEnvShape = {
  TABLE_STORE: z
    .enum(['lmdb', 'hbase'])
    .default('lmdb')
    .describe('Where the tables are: in `tables` below DATA_DIR, or in HBase'),
  HBASE_URL: z
    .string()
    .refine(isRestAddress, 'http(s)://host:port of the REST server is needed, without user and query')
    .optional()
    .describe(
      'HBase REST, `http(s)://host:port`, with the path of a gateway before it (Knox: `https://knox:8443/gateway/default/hbase`)',
    ),
  HBASE_USER: z
    .string()
    .regex(/^[!-9;-~]+$/, 'a name without colon and spaces is needed')
    .optional()
    .describe('User of HBase REST or its gateway, sent with HBASE_PASSWORD (basic authentication)'),
  HBASE_PASSWORD: z.string().optional().describe('Password of HBASE_USER'),
  HBASE_TOKEN: z
    .string()
    .regex(/^[!-~]+$/, 'only visible ASCII without spaces is allowed')
    .optional()
    .describe('Token of HBase REST or its gateway, sent as bearer'),
  HBASE_CA: z
    .string()
    .optional()
    .describe('PEM file of the authorities to trust for https, instead of those that Node knows'),
  HBASE_TIMEOUT_MS: milliseconds(15_000).describe(
    'How long HBase may take to begin an answer, and for each next piece of it',
  ),
  HBASE_FORM: z
    .enum(['protobuf', 'json'])
    .default('protobuf')
    .describe('Form in which rows are read; `json` is three times slower, for gateways that change other answers'),
} as const;

const tableEnvSchema = z.object(tableEnvShape);
type TableEnv = z.output<typeof tableEnvSchema>;

/** What is wrong with the settings taken together; to be run with a schema that has {@link tableEnvShape}. */
export function checkTableEnv({ value, issues }: z.core.ParsePayload<TableEnv>): void {
  if (value.TABLE_STORE === 'lmdb') return;
  const wrong = (name: string, message: string): void =>
    void issues.push({ code: 'custom', path: [name], message, input: undefined });
  if (value.HBASE_URL === undefined) wrong('HBASE_URL', 'needed with TABLE_STORE=hbase');
  if ((value.HBASE_USER === undefined) !== (value.HBASE_PASSWORD === undefined))
    wrong('HBASE_USER', 'HBASE_USER and HBASE_PASSWORD go together');
  if (value.HBASE_USER !== undefined && value.HBASE_TOKEN !== undefined)
    wrong('HBASE_TOKEN', 'either a user with a password or a token, not both');
}

/** Where the tables are, and how to reach them. */
export type TableSettings = ReturnType<typeof tableSettingsFrom>;

/** The tables of a program whose data folder is `dataDir`. */
export function tableSettingsFrom(env: TableEnv, dataDir: string) {
  if (env.TABLE_STORE === 'lmdb') return { store: 'lmdb', path: join(dataDir, 'tables') } as const;
  return {
    store: 'hbase',
    url: env.HBASE_URL ?? '',
    authorization: authorizationOf(env),
    caFile: env.HBASE_CA,
    timeoutMs: env.HBASE_TIMEOUT_MS,
    form: env.HBASE_FORM,
  } as const;
}

function authorizationOf({ HBASE_USER: user, HBASE_PASSWORD: password, HBASE_TOKEN: token }: TableEnv) {
  if (token !== undefined) return `Bearer ${token}`;
  if (user === undefined) return undefined;
  return `Basic ${Buffer.from(`${user}:${password ?? ''}`).toString('base64')}`;
}
