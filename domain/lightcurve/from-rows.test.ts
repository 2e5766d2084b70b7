import { describe, expect, test } from 'vitest';
import { lsst } from '#domain/surveys/lsst.ts';
import type { WireRow } from '#domain/surveys/wire-row.ts';
import { ztf } from '#domain/surveys/ztf.ts';
import { lightcurveFromRows } from './from-rows.ts';

const objectId = 'ZTF21aaxtctv';
const ztfRow = (row: WireRow): WireRow => ({ 'i:objectId': objectId, 'i:fid': 1, 'i:isdiffpos': 't', ...row });

describe('ZTF', () => {
  const rows: readonly WireRow[] = [
    ztfRow({
      'i:candid': '1622215345315015012',
      'i:jd': 2459522.9,
      'i:fid': 2,
      'i:magpsf': 18.25,
      'i:sigmapsf': 0.1,
      'i:diffmaglim': 20,
      'd:tag': 'valid',
    }),
    // As other servers send limits: numbers as text.
    ztfRow({
      'i:candid': '-1',
      'i:jd': 2459521.5,
      'i:fid': '2',
      'i:magpsf': '19.2',
      'i:sigmapsf': '0.2',
      'i:diffmaglim': '19.5',
      'd:tag': 'badquality',
    }),
    ztfRow({
      'i:candid': '-1',
      'i:jd': 2459520.5,
      'i:magpsf': null,
      'i:isdiffpos': null,
      'i:diffmaglim': 20.25,
      'd:tag': 'upperlim',
    }),
    ztfRow({
      'i:candid': '1622215345315015011',
      'i:jd': 2459519.5,
      'i:fid': 3,
      'i:isdiffpos': '0',
      'i:magpsf': 23.9,
      'i:sigmapsf': 0.1,
      'd:tag': 'valid',
    }),
    ztfRow({ 'i:objectId': 'ZTF21aaxtctw', 'i:jd': 2459519.5, 'i:magpsf': 1, 'd:tag': 'valid' }),
  ];
  const curve = lightcurveFromRows(ztf, objectId, rows);

  test('detections, bad points and limits are told by their tag, oldest first, of this object only', () => {
    expect(curve.kind).toEqual(['detection', 'limit', 'bad', 'detection']);
    expect(curve.band).toEqual(['i', 'g', 'r', 'r']);
    expect([...curve.mjd]).toEqual([59519, 59520, 59521, 59522.39999999991]);
    expect(curve.alertId).toEqual(['1622215345315015011', '', '', '1622215345315015012']);
  });

  test('23.9 mag is 1 µJy, negative where the source is fainter than the reference', () => {
    expect(curve.negative).toEqual([true, false, false, false]);
    expect(curve.flux[0]).toBeCloseTo(-1, 12);
    expect(curve.fluxErr[0]).toBeCloseTo(0.1 * 0.4 * Math.LN10, 12);
    expect([...curve.mag]).toEqual([23.9, Number.NaN, 19.2, 18.25]);
  });

  test('a limit has nothing but its limit', () => {
    expect([curve.mag[1], curve.magErr[1], curve.flux[1], curve.fluxErr[1]]).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
    expect(curve.limitMag[1]).toBe(20.25);
  });

  test('rows without tag are detections when they have a magnitude', () => {
    const untagged = [
      ztfRow({ 'i:jd': 2459522.9, 'i:magpsf': 18 }),
      ztfRow({ 'i:jd': 2459523.9, 'i:magpsf': null, 'i:diffmaglim': 20 }),
    ];
    expect(lightcurveFromRows(ztf, objectId, untagged).kind).toEqual(['detection', 'limit']);
  });

  test('forced photometry is in the units of its exposure: 10^(0.4 (23.9 − zero point)) µJy each, with its sign', () => {
    const forced = (flux: number, procstatus: string): WireRow =>
      ztfRow({
        'i:candid': '-1',
        'i:jd': 2459521.5,
        'i:forcediffimflux': flux,
        'i:forcediffimfluxunc': 20,
        'i:magzpsci': 26.4,
        'i:procstatus': procstatus,
        'd:tag': 'forced',
      });
    const found = lightcurveFromRows(ztf, objectId, [forced(-300, '0'), forced(300, '61'), forced(300, '56,61')]);
    expect(found.kind).toEqual(['forced', 'forced', 'bad']);
    expect([...found.flux]).toEqual([-30, 30, 30].map((flux) => expect.closeTo(flux, 9)));
    expect(found.fluxErr[0]).toBeCloseTo(2, 9);
    expect(found.mag[0]).toBeCloseTo(23.9 - 2.5 * Math.log10(30), 9);
    expect(found.negative).toEqual([true, false, false]);
    expect(found.alertId).toEqual(['', '', '']);
  });

  test('a row without time, or of an unknown band, makes the answer a failure of the API', () => {
    const broken: readonly WireRow[] = [{ 'i:magpsf': 18 }, { 'i:jd': 2459522.9, 'i:fid': 7 }, { 'i:jd': 'yesterday' }];
    for (const row of broken)
      expect(() => lightcurveFromRows(ztf, objectId, [ztfRow(row)])).toThrow(
        expect.objectContaining({ kind: 'upstream-failed', dependency: 'object API' }),
      );
  });
});

describe('Rubin', () => {
  const id = '170587115523932323';
  const rows: readonly WireRow[] = [
    {
      'r:diaObjectId': id,
      'r:diaSourceId': '170587115523932324',
      'r:midpointMjdTai': 60623.2,
      'r:band': 'z',
      'r:psfFlux': -1000,
      'r:psfFluxErr': 100,
    },
    {
      'r:diaObjectId': id,
      'r:diaSourceId': '170587115523932325',
      'r:midpointMjdTai': 60622.1,
      'r:band': 'u',
      'r:psfFlux': null,
      'r:psfFluxErr': null,
    },
    {
      'r:diaObjectId': `1${id}`,
      'r:diaSourceId': '1',
      'r:midpointMjdTai': 60622.1,
      'r:band': 'u',
      'r:psfFlux': 5,
      'r:psfFluxErr': 1,
    },
  ];

  test('fluxes in nJy become µJy with their sign, times stay TAI, ids stay exact', () => {
    const curve = lightcurveFromRows(lsst, id, rows);
    expect([...curve.mjd]).toEqual([60622.1, 60623.2]);
    expect(curve.alertId).toEqual(['170587115523932325', '170587115523932324']);
    expect([...curve.flux]).toEqual([Number.NaN, -1]);
    expect(curve.negative).toEqual([false, true]);
    expect(curve.mag[1]).toBeCloseTo(23.9, 12);
    expect(curve.magErr[1]).toBeCloseTo(0.1 * (2.5 / Math.LN10), 12);
    expect(curve.limitMag[1]).toBeCloseTo(23.9 - 2.5 * Math.log10(0.5), 12);
    expect(curve.kind).toEqual(['detection', 'detection']);
  });
});
