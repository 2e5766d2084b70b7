import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { addresses } from './stack/addresses.ts';

const docs = fileURLToPath(new URL('../docs/', import.meta.url));
const written = /http:\/\/127\.0\.0\.1:8081/g;
/** An interpreter with what the examples import; the gate makes it. */
const python = process.env.EXAMPLE_PYTHON ?? '';

interface Outcome {
  readonly status: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs a call as its page shows it, but at the address of the tests. */
async function runAt(command: string, args: readonly string[], text: string): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'example-'));
  const path = `${dirname(python)}:${process.env.PATH ?? ''}`;
  const outcome = new Promise<Outcome>((resolve, reject) => {
    const child = spawn(command, args, { cwd: folder, env: { ...process.env, PATH: path }, timeout: 40_000 });
    let [output, errors] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      errors += chunk;
    });
    child.on('error', reject);
    child.on('close', (status) =>
      resolve({ status, output, errors: errors.replaceAll(/^WARNING: VerifyWarning.*\n/gm, '') }),
    );
    child.stdin.end(text.replaceAll(written, addresses.objectApi));
  });
  // astropy tells, as it does of ZTF's own packets, that the header cards of stamps are shorter than the standard's.
  return outcome.finally(() => rmSync(folder, { recursive: true, force: true }));
}

function blocksOf(page: string, language: string): readonly string[] {
  const text = readFileSync(join(docs, 'routes', page), 'utf8');
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, block = '']) => block,
  );
}

const pages = readdirSync(join(docs, 'routes')).filter((name) => name !== 'README.md');
const hasPython = existsSync(python);
if (!hasPython)
  console.warn('\n*** LEFT OUT: Python examples of the documentation, because Python 3 is not there ***\n');

test('every page of a route has a call for the shell and one for Python', () => {
  expect(pages.length).toBeGreaterThan(10);
  for (const page of pages)
    expect([page, blocksOf(page, 'sh').length, blocksOf(page, 'python').length]).toEqual([page, 1, 1]);
});

for (const page of pages) {
  const name = page.replace('.md', '');
  for (const block of blocksOf(page, 'sh')) {
    if (block.includes('python3') && !hasPython) continue;
    test(`the call of ${name} for the shell does what its page says`, async () => {
      const { status, output, errors } = await runAt('bash', ['-eu', '-s'], block);
      expect([status, errors]).toEqual([0, '']);
      if (!block.includes(' -o ')) expect(output.length).toBeGreaterThan(1);
    });
  }
  if (!hasPython) continue;
  for (const block of blocksOf(page, 'python')) {
    test(`the call of ${name} from Python does what its page says`, async () => {
      const { status, errors } = await runAt(python, ['-W', 'error::FutureWarning', '-'], block);
      expect([status, errors]).toEqual([0, '']);
    });
  }
}

if (hasPython) {
  for (const script of readdirSync(join(docs, 'examples')).filter((name) => name.endsWith('.py'))) {
    test(`the script ${script} runs as people write it, with pandas, astropy or pyarrow`, async () => {
      const text = readFileSync(join(docs, 'examples', script), 'utf8');
      const { status, output, errors } = await runAt(python, ['-'], text);
      expect([status, errors]).toEqual([0, '']);
      expect(output.length).toBeGreaterThan(10);
    });
  }
}
