import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(root, 'scripts', 'hanging-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const head = "import { test } from 'vitest';\n";
const files = {
  loop: `${head}function turn(step: number) { for (let at = 1; at < 2; at += step) {} }\ntest('turns', () => turn(1e-20));\n`,
  fine: `${head}test('passes', () => {});\n`,
};

test('a test file that never ends is told with its stack and ended, and the run goes on', async () => {
  for (const [name, code] of Object.entries(files)) writeFileSync(join(folder, `${name}.test.ts`), code);
  const reporters = ['--reporter=default', '--reporter=json', '--reporter=./scripts/lib/stuck-files.mjs'];
  const report = join(folder, 'report.json');
  const child = spawn(
    process.execPath,
    [join(root, 'node_modules/vitest/vitest.mjs'), 'run', folder, ...reporters, `--outputFile.json=${report}`],
    { cwd: root, env: { ...process.env, TEST_SILENCE_MS: '2000', NO_COLOR: '1' }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const [out, err, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  expect(status).toBe(1);
  expect(out).toContain('fine.test.ts');
  expect(err).toMatch(/loop\.test\.ts hangs: [^\n]+\n\*\*\* {3}turn file:\/\/\S+loop\.test\.ts:\d+ {3}step = 1e-20/);
}, 120_000);
