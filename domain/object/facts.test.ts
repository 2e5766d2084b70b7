import { expect, test } from 'vitest';
import { ztf } from '#domain/surveys/ztf.ts';
import { factsFromRow } from './facts.ts';
import { readingOf } from './readings.ts';

const rules = readingOf('ztf').groups.find(({ title }) => title === 'Scores')?.rules ?? [];
const scoreOf = (column: string, value: number) =>
  factsFromRow(ztf, rules, { [column]: value }).find((fact) => fact.column === column);

test('a 0 that the broker also writes where nothing ran is no score of 0, and has no bar', () => {
  expect(scoreOf('d:rf_snia_vs_nonia', 0)).toMatchObject({ value: '0 or not run' });
  expect(scoreOf('d:rf_snia_vs_nonia', 0)).not.toHaveProperty('score');
  expect(scoreOf('d:snn_sn_vs_all', 0)).toMatchObject({ value: 'not computed' });
});

test('other scores are as they are', () => {
  expect(scoreOf('d:rf_snia_vs_nonia', 0.61)).toMatchObject({ value: '0.61', score: 0.61 });
  expect(scoreOf('i:classtar', 0)).toMatchObject({ value: '0.00', score: 0 });
});
