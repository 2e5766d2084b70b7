// Runs one program of the project by its name, compiled if need be: node scripts/run.mjs ingest PATH…
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildServices, programs } from './lib/build.mjs';
import { checkWebSettings, ensureInstalled, packageFile, root, run, Stop } from './lib/project.mjs';
import { ensurePortFree } from './lib/supervisor.mjs';

const [name = '', ...args] = process.argv.slice(2);

await run(async () => {
  ensureInstalled();
  let command;
  if (name === 'web') {
    await buildServices();
    await checkWebSettings();
    const host = process.env.HOST || '127.0.0.1';
    const port = process.env.PORT || '3000';
    await ensurePortFree(host, Number(port), 'PORT');
    if (!existsSync(join(root, '.next', 'BUILD_ID'))) throw new Stop('The portal is not built yet: run npm run build.');
    command = [packageFile('next/dist/bin/next'), 'start', '-H', host, '-p', port];
  } else if (name in programs) {
    await buildServices();
    command = ['--enable-source-maps', join(root, 'dist', `${name}.mjs`), ...args];
  } else {
    throw new Stop(
      `There is no program ${JSON.stringify(name)}; there are: ${['web', ...Object.keys(programs)].join(', ')}.`,
    );
  }
  const child = spawn(process.execPath, command, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143);
  });
});
