import { expect, test } from 'vitest';
import type { DecodedPlane, StampFrame } from '#domain/stamps/frame.ts';
import { lsst } from '#domain/surveys/lsst.ts';
import type { BandName } from '#domain/surveys/survey.ts';
import { ztf } from '#domain/surveys/ztf.ts';
import type { Epoch } from '../epoch.ts';
import { colourEpochs, comparedStamps, otherEpoch } from './compare.ts';

const plane: DecodedPlane = { width: 1, height: 1, pixels: Float32Array.of(1), wcs: null, precision: 'exact' };
const frame: StampFrame = { Science: plane, Template: plane, Difference: null };
const own = { frame, sign: 1, name: 'now' } as const;
const other = { frame, sign: -1, name: 'then' } as const;
const image = { kind: 'Template', plane, sign: 1, name: 'DSS2 red' } as const;
const others = { epoch: other, image };
const epochsOf = (text: string): readonly Epoch[] =>
  Array.from(text, (letter, at) => ({ alertId: String(at), band: letter as BandName, mjd: at, negative: false }));

test('stamps of one alert come in order, and one that is missing is left out', () => {
  expect(comparedStamps('std', own, others).map(({ name }) => name)).toEqual(['Science', 'Template']);
  expect(comparedStamps('es', own, others).map(({ name, sign }) => [name, sign])).toEqual([
    ['then', -1],
    ['now', 1],
  ]);
  expect(comparedStamps('es', own, { ...others, epoch: { ...other, frame: undefined } })).toHaveLength(1);
});

test('a stamp and the image of a survey, which is left out while it is on its way', () => {
  expect(comparedStamps('ti', own, others).map(({ name }) => name)).toEqual(['Template', 'DSS2 red']);
  expect(comparedStamps('si', own, { ...others, image: null }).map(({ name }) => name)).toEqual(['Science']);
});

test('two epochs: the pinned one, else the one before, else the one after', () => {
  const epochs = epochsOf('grg');
  expect(otherEpoch(epochs, '2', '0')?.alertId).toBe('0');
  expect(otherEpoch(epochs, '2', null)?.alertId).toBe('1');
  expect(otherEpoch(epochs, '0', null)?.alertId).toBe('1');
  expect(otherEpoch(epochs, '1', '1')?.alertId).toBe('0');
  expect(otherEpoch([], '1', '1')).toBeUndefined();
});

test('colours are the nearest epochs of three bands, of two bands twice the redder, of one none', () => {
  const ids = (text: string, alertId: string) =>
    colourEpochs(epochsOf(text), { by: 'bands', alertId, bands: ztf.bands })?.map((epoch) => epoch.alertId);
  expect(ids('grigr', '3')).toEqual(['2', '4', '3']);
  expect(ids('grgr', '0')).toEqual(['1', '1', '0']);
  expect(ids('ggg', '0')).toBeUndefined();
  const rubin = colourEpochs(epochsOf('ugrizy'), { by: 'bands', alertId: '3', bands: lsst.bands });
  expect(rubin?.map((epoch) => epoch.band)).toEqual(['z', 'i', 'r']);
});

test('colours of three epochs are neighbours, the newest in red', () => {
  const ids = (alertId: string) =>
    colourEpochs(epochsOf('gggg'), { by: 'epochs', alertId, bands: ztf.bands })?.map((epoch) => epoch.alertId);
  expect([ids('0'), ids('2'), ids('3')]).toEqual([
    ['2', '1', '0'],
    ['3', '2', '1'],
    ['3', '2', '1'],
  ]);
  expect(colourEpochs(epochsOf('gg'), { by: 'epochs', alertId: '0', bands: ztf.bands })).toBeUndefined();
});
