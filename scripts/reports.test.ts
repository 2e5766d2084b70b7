import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { playwrightFailures, vitestFailures } from './lib/reports.mjs';

const file = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

test('every failed test of Vitest, and every file cut short, has a line with its place and its reason', () => {
  const testResults = [
    {
      name: file('domain/a.test.ts'),
      status: 'failed',
      message: '',
      assertionResults: [
        { status: 'passed', fullName: 'holds', failureMessages: [] },
        {
          status: 'failed',
          fullName: 'sums adds',
          failureMessages: ['\u001b[31mError: 1 is not 2\u001b[39m\n    at a:1'],
        },
      ],
    },
    { name: file('domain/b.test.ts'), status: 'failed', message: 'no such module\nmore', assertionResults: [] },
  ];
  expect(vitestFailures({ testResults })).toEqual([
    'domain/a.test.ts > sums adds: Error: 1 is not 2',
    'domain/b.test.ts was not run to its end: no such module',
  ]);
});

test('browser tests that failed, or passed at their second go, have a line, however deep their suite', () => {
  const spec = (title: string, status: string, ...messages: string[]) => ({
    file: 'page.spec.ts',
    title,
    tests: [{ status, results: [...messages.map((message) => ({ error: { message } })), {}] }],
  });
  const suites = [
    {
      specs: [spec('opens', 'expected')],
      suites: [{ specs: [spec('closes', 'unexpected', 'gone\nat x'), spec('turns', 'flaky', 'late')] }],
    },
  ];
  expect(playwrightFailures({ suites })).toEqual([
    'page.spec.ts > closes failed: gone',
    'page.spec.ts > turns passed at its second go: late',
  ]);
});
