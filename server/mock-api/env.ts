import { z } from 'zod';
import { parseSettings } from '#server/env/parse-settings.ts';
import { portSetting, serviceEnvShape } from '#server/http/service-env.ts';

export const mockApiEnvSchema = z.object({
  ...serviceEnvShape,
  MOCK_API_PORT: portSetting(8083).describe('Port of the mock API'),
  FIXTURES_DIR: z
    .string()
    .min(1)
    .default('./fixtures')
    .describe('Folder of the objects and stamps that the mock answers with'),
  DEFAULT_SURVEY: z.enum(['ztf', 'lsst']).default('ztf').describe('Survey of paths without a prefix'),
});
export type MockApiEnv = z.output<typeof mockApiEnvSchema>;

/** @throws {PortalError} one message that names every wrong setting. */
export function mockApiEnv(env: Readonly<Record<string, string | undefined>>): MockApiEnv {
  return parseSettings(mockApiEnvSchema, env);
}
