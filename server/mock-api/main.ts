import { runMain } from '#server/http/run-service.ts';
import { createMockApiDeps } from './deps.ts';
import { mockApiEnv } from './env.ts';

await runMain(process, async () => {
  const env = mockApiEnv(process.env);
  const deps = await createMockApiDeps(env, process.env.npm_package_version ?? 'unknown');
  return { ...deps, host: env.HOST, port: env.MOCK_API_PORT };
});
