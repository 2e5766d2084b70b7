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
  MOCK_LATENCY_MS: z.coerce
    .number()
    .int()
    .min(0)
    .max(60_000)
    .default(0)
    .describe('How long every answer of the mock is kept back, ms: an upstream far away'),
  DEFAULT_SURVEY: z.enum(['ztf', 'lsst']).default('ztf').describe('Survey of paths without a prefix'),
});
export type MockApiEnv = z.output<typeof mockApiEnvSchema>;

/** @throws {PortalError} one message that names every wrong setting. */
export function mockApiEnv(env: Readonly<Record<string, string | undefined>>): MockApiEnv {
  return parseSettings(mockApiEnvSchema, env);
}
