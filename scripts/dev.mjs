// npm run dev: the whole UI with hot reload against the mock API; no store, no services.
import { spawn } from 'node:child_process';
import { ensureInstalled, packageFile, root, run } from './lib/project.mjs';
import { ensurePortFree } from './lib/supervisor.mjs';

await run(async () => {
  ensureInstalled();
  const { HOST: host = '127.0.0.1', PORT: port = '3000', MOCK_API_PORT: mockPort = '8083' } = process.env;
  const mock = `http://${host}:${mockPort}`;
  const env = {
    ...process.env,
    NEXT_TELEMETRY_DISABLED: '1',
    // One port for two processes would fail: each answers its metrics itself.
    METRICS_PORT: '',
    OBJECT_API_URL: process.env.OBJECT_API_URL ?? mock,
    CUTOUT_API_URL: process.env.CUTOUT_API_URL ?? `${mock}/cutout`,
  };
  await ensurePortFree(host, Number(port), 'PORT');
  await ensurePortFree(host, Number(mockPort), 'MOCK_API_PORT');
  const children = [
    spawn(
      process.execPath,
      [
        packageFile('tsx/dist/cli.mjs'),
        'watch',
        '--include',
        'fixtures/**/*.json',
        '--clear-screen=false',
        'server/mock-api/main.ts',
      ],
      { cwd: root, env, stdio: 'inherit' },
    ),
    spawn(process.execPath, [packageFile('next/dist/bin/next'), 'dev', '-H', host, '-p', port], {
      cwd: root,
      env,
      stdio: 'inherit',
    }),
  ];
  const end = () => {
    for (const child of children) child.kill('SIGTERM');
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, end);
  for (const child of children) child.on('exit', end);
});
