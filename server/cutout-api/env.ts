import { z } from 'zod';
import { parseSettings } from '#server/env/parse-settings.ts';
import { portSetting, serviceEnvShape } from '#server/http/service-env.ts';

export const cutoutApiEnvSchema = z.object({
  ...serviceEnvShape,
  CUTOUT_API_PORT: portSetting(8082).describe('Port of the cutout API'),
  DATA_DIR: z.string().min(1).default('./.data').describe('Folder of the tables and the lake'),
  LAKE_ROOT: z.string().optional().describe('Folder of the lake, where it is not `lake` below DATA_DIR'),
  FILE_STORE: z.enum(['local']).default('local').describe('Where the files of the lake are'),
});
export type CutoutApiEnv = z.output<typeof cutoutApiEnvSchema>;

/** @throws {PortalError} one message that names every wrong setting. */
export function cutoutApiEnv(env: Readonly<Record<string, string | undefined>>): CutoutApiEnv {
  return parseSettings(cutoutApiEnvSchema, env);
}
