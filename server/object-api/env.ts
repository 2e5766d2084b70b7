import { z } from 'zod';
import { checkLakeEnv, lakeEnvShape } from '#server/env/lake-settings.ts';
import { parseSettings } from '#server/env/parse-settings.ts';
import { addressOrNone, addressSetting, milliseconds } from '#server/env/setting-kinds.ts';
import { checkTableEnv, tableEnvShape } from '#server/env/table-settings.ts';
import { portSetting, serviceEnvShape } from '#server/http/service-env.ts';
import { outsideEnvShape } from './outside-env.ts';

const defaultCutoutApi = 'http://127.0.0.1:8082';

const objectApiEnv = z
  .object({
    ...serviceEnvShape,
    OBJECT_API_PORT: portSetting(8081).describe('Port of the object API'),
    DATA_DIR: z.string().min(1).default('./.data').describe('Folder of the embedded tables and the local lake'),
    ...lakeEnvShape,
    ...tableEnvShape,
    CUTOUT_API_URL: addressOrNone
      .default(defaultCutoutApi)
      .transform((url) => (url === 'none' ? defaultCutoutApi : url))
      .describe('Cutout API that stamps are asked from; `none` is for the web server and means the default here'),
    CUTOUT_TIMEOUT_MS: milliseconds(15_000).describe('How long one answer of the cutout API may take'),
    METADATA_TOKEN: z
      .string()
      .min(16, 'at least 16 characters are needed')
      .regex(/^[!-~]+$/, 'only visible ASCII without spaces is allowed')
      .optional()
      .describe('Secret that a POST to `metadata` must carry as its bearer token; without one nothing can be written'),
    PUBLIC_URL: addressSetting
      .default('http://127.0.0.1:3000')
      .describe('Address of the portal, to which an answer to a POST of `metadata` sends people'),
    SSO_BULK_FILE: z
      .string()
      .regex(/^[\w.-]+\.parquet$/, 'the name of a .parquet file is needed')
      .default('sso_ztf_lc_aggregated_with_ssoft_202601_with_residuals_singlefile.parquet')
      .describe('File of the lake, beside `SSOFT`, with the light curves of all Solar System objects'),
    ...outsideEnvShape,
    DEFAULT_SURVEY: z.enum(['ztf', 'lsst']).default('ztf').describe('Survey that `/api/v1` without a prefix means'),
  })
  .check(checkLakeEnv, checkTableEnv);

export type ObjectApiEnv = z.output<typeof objectApiEnv>;

/** The settings of the object API. @throws {PortalError} one message that names every wrong setting. */
export function parseObjectApiEnv(env: Readonly<Record<string, string | undefined>>): ObjectApiEnv {
  return parseSettings(objectApiEnv, env);
}

/** The shape itself, for the page that documents all settings. */
export const objectApiEnvShape = objectApiEnv.shape;
