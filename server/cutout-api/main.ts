import { runMain } from '#server/http/run-service.ts';
import { createCutoutApiDeps } from './deps.ts';
import { cutoutApiEnv } from './env.ts';

await runMain(process, () => {
  const env = cutoutApiEnv(process.env);
  const deps = createCutoutApiDeps(env, process.env.npm_package_version ?? 'unknown');
  return { ...deps, host: env.HOST, port: env.CUTOUT_API_PORT };
});
