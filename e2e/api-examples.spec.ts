import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { hasPython, type Outcome, python, runExample } from './run-example.ts';
import { addresses } from './stack/addresses.ts';

const docs = fileURLToPath(new URL('../docs/', import.meta.url));
const written = /http:\/\/127\.0\.0\.1:8081/g;
/** Runs a call as its page shows it, but at the address of the tests. */
const runAt = (command: string, args: readonly string[], text: string): Promise<Outcome> =>
  runExample({ command, args, text: text.replaceAll(written, addresses.objectApi) });

function blocksOf(page: string, language: string): readonly string[] {
  const text = readFileSync(join(docs, 'routes', page), 'utf8');
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, block = '']) => block,
  );
}

const pages = readdirSync(join(docs, 'routes')).filter((name) => name !== 'README.md');
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
