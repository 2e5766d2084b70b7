import { expect, test } from 'vitest';
import type { ResultRow, SearchResult } from '#domain/search/result.ts';
import { searchPreviewSvg, searchWords } from './search-preview-svg.ts';

const row = (index: number): ResultRow => ({
  survey: 'ztf',
  objectId: `ZTF99aaaaaa${index}`,
  alertId: '1',
  className: '<b>"&\u0000',
  subject: 'sn',
  standing: index === 0 ? 'candidate' : 'catalogue',
  raDeg: 10,
  decDeg: -5,
  band: 'g',
  mag: index === 1 ? null : 18.123456,
  magErr: index === 1 ? null : 0.1,
  lastMjd: 60_000,
  detections: 3,
  separationArcsec: index === 2 ? 12.345 : null,
  simulated: true,
});

const resultOf = (rows: number, change: Partial<SearchResult> = {}): SearchResult => ({
  understood: { kind: 'partial', survey: 'ztf', prefix: 'ZTF99' },
  calls: [],
  rows: Array.from({ length: rows }, (_, index) => row(index)),
  truncated: false,
  limit: 100,
  tookMs: 5,
  ...change,
});

test('the picture of a search has the first rows, says how many are left out, and words from outside are text', () => {
  const svg = searchPreviewSvg({ text: '<script>', result: resultOf(9) });
  expect(svg.match(/ZTF99aaaaaa\d/g)).toHaveLength(7);
  expect(svg).toContain('and 2 more');
  expect(svg).toContain('g 18.12');
  expect(svg).toContain('12.35″');
  expect(svg).toContain('2023-02-25');
  expect(svg).toContain('&lt;script&gt;');
  expect(svg).toContain('&lt;b&gt;&quot;&amp;');
  expect(svg).toContain('Simulated survey');
  expect(svg.includes('<b>') || svg.includes('<script') || svg.includes('\u0000')).toBe(false);
});

test('a long question is cut to the width of the picture, a list without rows is a picture too', () => {
  const svg = searchPreviewSvg({ text: 'x'.repeat(400), result: resultOf(0) });
  expect(/x{39}…/.test(svg) && !/x{40}/.test(svg)).toBe(true);
  expect(svg).toContain('Alerts of ZTF and Rubin');
  expect(svg).not.toContain('more');
});

test('the words of a search say what was understood and how much was found, never more than is known', () => {
  const cut = { truncated: true } as const;
  const kind = 'beginning of an identifier: ZTF objects that begin with ZTF99 · ';
  expect(searchWords(resultOf(1))).toBe(`${kind}1 object`);
  expect(searchWords(resultOf(2, cut))).toBe(`${kind}more than 2 objects`);
  const understood = { kind: 'class', className: 'SN candidate', limit: 100 } as const;
  expect(searchWords(resultOf(2, { ...cut, understood }))).toBe('class: SN candidate, latest 100 alerts · 2 objects');
  const nothing = { kind: 'nothing', reason: 'It is no object id.' } as const;
  expect(searchWords(resultOf(0, { understood: nothing }))).toBe('It is no object id.');
});
