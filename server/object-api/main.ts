import { boundHeapGrowth } from '#server/http/heap-growth.ts';
import { runService } from '#server/http/run-service.ts';
import { createObjectApi } from './app.ts';
import { checkData, createObjectApiParts } from './deps.ts';
import { parseObjectApiEnv } from './env.ts';
import { warmUp } from './warm-up.ts';

try {
  boundHeapGrowth();
  const env = parseObjectApiEnv(process.env);
  await checkData(env);
  const { options, close } = createObjectApiParts(env, process.env.npm_package_version ?? '0.0.0');
  const service = createObjectApi(options);
  // A cluster is asked by visitors only: its answers take longer than what is compiled for them.
  if (env.TABLE_STORE === 'lmdb') await warmUp(options);
  await runService({ service, log: options.log, host: env.HOST, port: env.OBJECT_API_PORT, close, process });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
