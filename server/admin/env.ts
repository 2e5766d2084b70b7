import { z } from 'zod';
import { parseSettings } from '#server/env/parse-settings.ts';
import { type DataEnv, parseDataEnv } from '#server/ingest/env.ts';

/** Settings of the admin program beside those of all programs that write data. */
const shape = {
  SSO_BULK_FILE: z
    .string()
    .regex(/^[\w.-]+\.parquet$/, 'the name of a .parquet file is needed')
    .default('sso_ztf_lc_aggregated_with_ssoft_202601_with_residuals_singlefile.parquet'),
} as const;

export interface AdminEnv extends DataEnv {
  /** Name under which the object API looks for the light curves of all Solar System objects. */
  readonly ssoBulkFile: string;
}

/** @throws {PortalError} `bad-request` naming every wrong setting and what is allowed */
export function parseAdminEnv(env: Readonly<Record<string, string | undefined>>): AdminEnv {
  return { ...parseDataEnv(env), ssoBulkFile: parseSettings(z.object(shape), env).SSO_BULK_FILE };
}
