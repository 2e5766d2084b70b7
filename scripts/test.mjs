// npm test: installs what is missing, then runs the gate.
import { spawnSync } from 'node:child_process';
import { ensureInstalled, root, run } from './lib/project.mjs';

await run(() => {
  ensureInstalled();
  const { status } = spawnSync(process.execPath, ['scripts/verify.mjs'], { cwd: root, stdio: 'inherit' });
  process.exitCode = status ?? 1;
});
