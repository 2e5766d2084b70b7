import { z } from 'zod';
import { checkLakeEnv, lakeEnvShape } from '#server/env/lake-settings.ts';
import { parseSettings } from '#server/env/parse-settings.ts';
import { portSetting, serviceEnvShape } from '#server/http/service-env.ts';

export const cutoutApiEnvSchema = z
  .object({
    ...serviceEnvShape,
    CUTOUT_API_PORT: portSetting(8082).describe('Port of the cutout API'),
    DATA_DIR: z.string().min(1).default('./.data').describe('Folder of the tables and the lake'),
    ...lakeEnvShape,
  })
  .check(checkLakeEnv);
export type CutoutApiEnv = z.output<typeof cutoutApiEnvSchema>;

/** @throws {PortalError} one message that names every wrong setting. */
export function cutoutApiEnv(env: Readonly<Record<string, string | undefined>>): CutoutApiEnv {
  return parseSettings(cutoutApiEnvSchema, env);
}
