// npm test: installs what is missing, then runs the gate.
import { spawnSync } from 'node:child_process';
import { ensureInstalled, root, run } from './lib/project.mjs';

await run(() => {
  ensureInstalled();
  const { status } = spawnSync(process.execPath, ['scripts/verify.mjs', ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
});
