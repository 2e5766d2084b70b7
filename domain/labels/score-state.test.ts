import { expect, test } from 'vitest';
import { lightcurveFromRows } from '#domain/lightcurve/from-rows.ts';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { ztf } from '#domain/surveys/ztf.ts';
import { scoreRules } from './score-list.ts';
import { scoreStates } from './score-state.ts';

/** Detections by band, oldest first, each with this value of a score. */
function curveOf(column: string, points: readonly (readonly [fid: number, value: number | null])[]): Lightcurve {
  const rows = points.map(([fid, value], at) => ({
    'i:objectId': 'ZTF99aaaaaaa',
    'i:candid': `920000000000000000${at}`,
    'i:jd': 2_459_000.5 + at,
    'i:fid': fid,
    'i:magpsf': 18,
    'i:sigmapsf': 0.1,
    'd:tag': 'valid',
    [column]: value,
  }));
  return lightcurveFromRows(ztf, 'ZTF99aaaaaaa', rows);
}

function statesOf(column: string, points: readonly (readonly [fid: number, value: number | null])[]) {
  const rule = scoreRules.find((one) => one.column === column);
  return rule === undefined ? undefined : scoreStates(curveOf(column, points), rule);
}

test('a 0 of the early supernova score is no score before three detections in each band, and unclear from then on', () => {
  const fids = [1, 2, 1, 2, 1, 2, 1];
  const zeros = fids.map((fid) => [fid, 0] as const);
  expect(statesOf('d:rf_snia_vs_nonia', zeros)).toEqual([...Array(5).fill('absent'), 'unclear', 'unclear']);
});

test('what is not 0 is a score, however few the detections here', () => {
  expect(statesOf('d:rf_snia_vs_nonia', [[1, 0.3]])).toEqual(['computed']);
});

test('a 0 of a forest without a known minimum is unclear; a 0 of a network is no score', () => {
  expect(statesOf('d:rf_kn_vs_nonkn', [[1, 0]])).toEqual(['unclear']);
  expect(
    statesOf('d:snn_sn_vs_all', [
      [1, 0],
      [1, 0.001],
    ]),
  ).toEqual(['absent', 'computed']);
});

test('a measured 0 stays a 0, and no number is no score', () => {
  expect(
    statesOf('i:classtar', [
      [1, 0],
      [1, null],
    ]),
  ).toEqual(['computed', 'absent']);
  expect(
    statesOf('d:slsn_score', [
      [1, -1],
      [1, 0],
    ]),
  ).toEqual(['absent', 'computed']);
});
