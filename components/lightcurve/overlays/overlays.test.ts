import { expect, test } from 'vitest';
import { viewFromQuery } from '#components/object/view-state.ts';
import { surveyById } from '#domain/surveys/index.ts';
import { testCurve } from '../test-curve.ts';
import { seriesFromCurve, seriesFromRelease } from './overlay-from-answers.ts';
import { overlayChoices } from './overlay-list.ts';

test('each survey offers the data release and the alerts of the other survey', () => {
  expect(overlayChoices('ztf').map(({ id, label }) => [id, label])).toEqual([
    ['release', 'ZTF DR'],
    ['survey', 'Rubin'],
  ]);
  expect(overlayChoices('lsst').map(({ label }) => label)).toEqual(['ZTF DR', 'ZTF']);
});

test('the address keeps which overlays are on, and nothing that is none', () => {
  expect(viewFromQuery(new URLSearchParams('over=survey,release,evil')).overlays).toEqual(['release', 'survey']);
});

test('filters of a release get the marker of their band; one that is no band here is drawn all the same', () => {
  const series = [
    { filter: 'zg', band: 'g' as const, mjd: [1, 2], flux: [3, 4], fluxErr: [0.1, 0.2] },
    { filter: 'zx', band: null, mjd: [1], flux: [3], fluxErr: [0.1] },
  ];
  const answer = { oids: [], separationArcsec: 0, others: 0, series };
  expect(
    seriesFromRelease(answer, surveyById('ztf').bands).map(({ name, band, marker }) => [name, band, marker]),
  ).toEqual([
    ['zg', 'g', 'circle'],
    ['zx', null, 'circle'],
  ]);
});

test('another survey’s points are its detections with a flux, by band, in UTC', () => {
  const curve = testCurve([
    { mjd: 59_000, band: 'g', limitMag: 20.5, kind: 'limit' },
    { mjd: 59_001, band: 'g', mag: 18, magErr: 0.1 },
    { mjd: 59_002, band: 'r', mag: 18.5, magErr: 0.1, negative: true },
    { mjd: 59_003, band: 'r', mag: 18.5, magErr: 0.1, kind: 'bad' },
  ]);
  const { bands } = surveyById(curve.survey);
  const utc = seriesFromCurve(curve, { bands, timeScale: 'UTC' });
  const tai = seriesFromCurve(curve, { bands, timeScale: 'TAI' });
  expect(utc.map(({ name, mjdUtc }) => [name, ...mjdUtc])).toEqual([
    ['g', 59_001],
    ['r', 59_002],
  ]);
  expect(utc[1]?.flux[0]).toBeLessThan(0);
  // 37 s between TAI and UTC since 2017.
  expect((utc[0]?.mjdUtc[0] ?? 0) - (tai[0]?.mjdUtc[0] ?? 0)).toBeCloseTo(37 / 86_400, 8);
});
