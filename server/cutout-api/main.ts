import { runMain } from '#server/http/run-service.ts';
import { checkData, createCutoutApiDeps } from './deps.ts';
import { cutoutApiEnv } from './env.ts';

await runMain(process, async () => {
  const env = cutoutApiEnv(process.env);
  await checkData(env);
  const deps = createCutoutApiDeps(env, process.env.npm_package_version ?? 'unknown');
  return { ...deps, host: env.HOST, port: env.CUTOUT_API_PORT };
});
