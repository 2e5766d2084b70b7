import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { vitestCounts, vitestFailures } from './lib/reports.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(root, 'scripts', 'hanging-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const head = "import { test } from 'vitest';\n";
const loop = `${head}function turn(step: number) { for (let at = 1; at < 2; at += step) {} }\ntest('turns', () => turn(1e-20));\n`;
const fine = `${head}test('passes', () => {});\n`;

test('test files that never end are told with their stacks and ended, and the rest is run without them', async () => {
  const workers = Math.max(2, availableParallelism());
  const [loops, others] = ['loop', 'fine'].map((name) =>
    Array.from({ length: workers }, (_, at) => `${name}${at}.test.ts`),
  );
  // One for each process, so that whatever comes after needs new ones.
  for (const name of loops ?? []) writeFileSync(join(folder, name), loop);
  for (const name of others ?? []) writeFileSync(join(folder, name), fine);
  const reporters = ['--reporter=default', '--reporter=json', '--reporter=./scripts/lib/stuck-files.mjs'];
  const report = join(folder, 'report.json');
  const child = spawn(
    process.execPath,
    [join(root, 'node_modules/vitest/vitest.mjs'), 'run', folder, ...reporters, `--outputFile.json=${report}`],
    { cwd: root, env: { ...process.env, TEST_SILENCE_MS: '2000', NO_COLOR: '1' }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const [err, , [status]] = await Promise.all([text(child.stderr), text(child.stdout), once(child, 'exit')]);
  expect(status).toBe(1);
  for (const name of loops ?? []) expect(err).toContain(`${name} hangs: nothing heard for 2 s`);
  expect(err.match(/\n\*\*\* {3}turn file:\/\/\S+loop\d\.test\.ts:\d+ {3}step = 1e-20/g)).toHaveLength(workers);
  const found = JSON.parse(readFileSync(report, 'utf8'));
  for (const name of loops ?? [])
    expect(vitestFailures(found)).toContainEqual(expect.stringContaining(`${name} was not run to its end`));
  expect(vitestCounts(found)).toEqual({ passed: workers, failed: workers });
}, 120_000);
