// Runs one program of the project by its name, compiled if need be: node scripts/run.mjs ingest PATH…
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildServices, programs } from './lib/build.mjs';
import { ensureInstalled, packageFile, root, run, Stop } from './lib/project.mjs';

const [name = '', ...args] = process.argv.slice(2);

await run(async () => {
  ensureInstalled();
  let command;
  if (name === 'web') {
    const { HOST = '127.0.0.1', PORT = '3000' } = process.env;
    command = [packageFile('next/dist/bin/next'), 'start', '-H', HOST, '-p', PORT];
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
