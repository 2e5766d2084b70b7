import { expect, test } from 'vitest';
import { textOrList } from './python-text.ts';
import { shellWord, snippetsOf } from './snippets.ts';

const columns = Array.from({ length: 40 }, (_, index) => `i:column${index}`).join(',');
const call = {
  apiUrl: 'https://api.example/ztf',
  route: 'latests',
  args: { class: `SN's "candidate"`, n: '10', columns },
  file: 'latests',
};

test('every language asks the same, in its own format', () => {
  const [python, astropy, curl, stilts] = snippetsOf(call).map(({ code }) => code);
  expect(python).toContain('"class": "SN\'s \\"candidate\\""');
  expect(python).toContain('"output-format": "parquet"');
  expect(astropy).toContain('"output-format": "votable"');
  expect(curl).toContain(`--data-urlencode 'class=SN'\\''s "candidate"'`);
  expect(curl).toContain("--data-urlencode 'output-format=csv'");
  const url = new URL(/in='([^']*(?:'\\''[^']*)*)'/.exec(stilts ?? '')?.[1]?.replaceAll("'\\''", "'") ?? '');
  expect(Object.fromEntries(url.searchParams)).toEqual({ ...call.args, 'output-format': 'votable' });
});

test('no line of Python is longer than a page is wide, however many columns there are', () => {
  const python = snippetsOf(call)[0]?.code ?? '';
  expect(Math.max(...python.split('\n').map((line) => line.length))).toBeLessThanOrEqual(88);
  expect(textOrList('i:jd,i:fid', 8)).toBe('"i:jd,i:fid"');
});

test('a quote in a value stays inside its word of the shell', () => {
  expect(shellWord(`a'; rm -rf / #`)).toBe(`'a'\\''; rm -rf / #'`);
});
