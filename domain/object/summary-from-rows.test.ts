import { describe, expect, test } from 'vitest';
import { lsst } from '#domain/surveys/lsst.ts';
import type { WireRow } from '#domain/surveys/wire-row.ts';
import { ztf } from '#domain/surveys/ztf.ts';
import { alertDetailFromRow } from './alert-detail.ts';
import { subjectOfClass } from './class-subject.ts';
import { isoFromMjd, rounded } from './format-value.ts';
import { summaryFromRows } from './summary-from-rows.ts';

const objectId = 'ZTF21acoshvy';

const alert = (over: WireRow): WireRow => ({
  'i:objectId': objectId,
  'i:candid': '1786383461515015008',
  'i:jd': 2459540.88346,
  'i:fid': 1,
  'i:magpsf': 17.263,
  'i:sigmapsf': 0.038,
  'i:magap': 17.212,
  'i:sigmagap': 0.044,
  'i:diffmaglim': 19.48,
  'i:isdiffpos': 't',
  'i:ra': 49.155133,
  'i:dec': 44.144978,
  'i:drb': 1,
  'i:rb': 0.93,
  'i:classtar': 0.98,
  'i:ndethist': 15,
  'i:jdstarthist': 2459530.807,
  'i:distnr': 2.67,
  'i:magnr': 20.18,
  'i:sigmagnr': 0.12,
  'i:ssdistnr': -999,
  'i:ssnamenr': 'null',
  'i:neargaia': -999,
  'd:cdsxmatch': 'Unknown',
  'd:roid': 0,
  'd:rf_snia_vs_nonia': 0.88,
  'd:snn_snia_vs_nonia': 0.756,
  'd:snn_sn_vs_all': 0.946,
  'd:tns': '',
  'd:tag': 'valid',
  ...over,
});

const rows = [
  alert({
    'i:candid': '1786383461515015007',
    'i:jd': 2459530.80741,
    'i:magpsf': 19.37,
    'i:sigmapsf': 0.15,
    'd:rf_snia_vs_nonia': 0,
  }),
  alert({}),
  alert({
    'i:candid': '1786331001515015009',
    'i:jd': 2459540.831,
    'i:fid': 2,
    'i:magpsf': 17.208,
    'i:sigmapsf': 0.062,
  }),
  alert({ 'i:candid': '-1', 'i:jd': 2459550.5, 'i:magpsf': null, 'd:tag': 'upperlim' }),
];

describe('summary', () => {
  const summary = summaryFromRows({ survey: ztf, objectId, rows });
  const fact = (label: string) => summary.groups.flatMap((group) => group.facts).find((one) => one.label === label);

  test('latest means the latest detection, whatever the order of the rows', () => {
    expect(summary.latest).toMatchObject({ alertId: '1786383461515015008', band: 'g', negative: false });
    expect(summary.counts).toEqual({ detections: 3, limits: 1, bad: 0, forced: 0 });
    expect(summary.firstMjd).toBeCloseTo(59530.30741, 8);
    expect(summary.lastMjd).toBeCloseTo(59540.38346, 8);
  });

  test('position, constellation and galactic coordinates are those of the sky', () => {
    expect(summary).toMatchObject({ raDeg: 49.155133, decDeg: 44.144978, constellation: 'Perseus', simulated: false });
    expect(summary.galacticDeg[1]).toBeCloseTo(-11.4, 1);
  });

  test('labels say what, and who says so', () => {
    expect(summary.labels).toEqual([
      { text: 'Early SN Ia candidate', standing: 'candidate', subject: 'early', source: 'Fink' },
      { text: 'source 2.7″', standing: 'catalogue', subject: 'gal', source: 'ZTF reference' },
    ]);
    const known = summaryFromRows({
      survey: ztf,
      objectId,
      rows: [alert({ 'd:cdsxmatch': 'RRLyr', 'i:distnr': -999, 'd:tns': 'SN Ia' })],
    });
    expect(known.labels).toEqual([
      { text: 'RRLyr', standing: 'catalogue', subject: 'var', source: 'SIMBAD' },
      { text: 'SN Ia', standing: 'spectrum', subject: 'tns', source: 'TNS' },
    ]);
  });

  test('numbers have the digits of their error, scores their bar, and missing ones their words', () => {
    expect(fact('Latest g')).toMatchObject({ value: '17.263', error: '0.038', unit: 'mag' });
    expect(fact('g − r, same night')).toMatchObject({ value: '0.055', error: '0.073' });
    expect(fact('Rate g')).toMatchObject({ value: '−0.209', error: '0.015', unit: 'mag/d' });
    expect(fact('Early SN Ia')).toMatchObject({ value: '0.88', score: 0.88, source: 'RF' });
    expect(fact('Gaia source')).toMatchObject({ value: 'none within 90″' });
    expect(fact('SIMBAD type')).toMatchObject({ value: 'no match' });
    expect(fact('Nearest known object')).toBeUndefined();
    expect(fact('ZTF reference source')?.doc).toMatch(/\w/);
  });

  test('no fact is empty', () => {
    for (const { value } of [...summary.groups.flatMap((group) => group.facts), ...summary.latest.facts])
      expect(value).not.toBe('');
  });

  test('an object without detection is not found', () => {
    for (const none of [[], rows.slice(3)])
      expect(() => summaryFromRows({ survey: ztf, objectId, rows: none })).toThrow(
        expect.objectContaining({ kind: 'not-found' }),
      );
  });
});

test('an alert has its epoch in the scale of its survey', () => {
  const detail = alertDetailFromRow(ztf, objectId, alert({ 'i:isdiffpos': 'f' }));
  expect(detail).toMatchObject({ alertId: '1786383461515015008', negative: true });
  expect(detail.facts[0]).toMatchObject({ label: 'Epoch', value: '2021-11-22 09:12:11', unit: 'UTC' });
});

test('Rubin objects are read by the same code: flux first, classes from crossmatch and classifier', () => {
  const id = '170587115523932323';
  const source = {
    'r:diaObjectId': id,
    'r:diaSourceId': '170587115523932324',
    'r:midpointMjdTai': 60623.2,
    'r:band': 'z',
    'r:psfFlux': -1000,
    'r:psfFluxErr': 100,
    'r:ra': 10,
    'r:dec': -45,
    'f:clf_cats_class': 11,
  };
  const summary = summaryFromRows({ survey: lsst, objectId: id, rows: [source] });
  expect(summary.labels[0]).toEqual({ text: 'Supernova-like', standing: 'candidate', subject: 'sn', source: 'CATS' });
  expect(summary.groups.find((group) => group.title === 'Photometry')?.facts[0]).toMatchObject({
    label: 'Latest z, flux',
    value: '−1.00',
    error: '0.10',
    unit: 'µJy',
  });
  expect(summary.latest.negative).toBe(true);
  expect(summary.latest.facts.find(({ column }) => column === 'r:psfFlux')).toMatchObject({
    value: '−1.00',
    error: '0.10',
    unit: 'µJy',
  });
  const matched = summaryFromRows({
    survey: lsst,
    objectId: id,
    rows: [source],
    object: { 'r:diaObjectId': id, 'f:main_label_crossmatch': 'QSO' },
  });
  expect(matched.labels[0]).toEqual({ text: 'QSO', standing: 'catalogue', subject: 'agn', source: 'SIMBAD' });
});

test('values are rounded to two digits of their error, with a true minus', () => {
  expect(rounded(17.26312, 0.0381)).toEqual({ value: '17.263', error: '0.038' });
  expect(rounded(-1234.5, 123.4)).toEqual({ value: '−1235', error: '123' });
  expect(rounded(9.9999, 0.0996)).toEqual({ value: '10.00', error: '0.10' });
  expect(rounded(-0.001, 0.1)).toEqual({ value: '0.00', error: '0.10' });
  expect(rounded(3, Number.NaN, 2)).toEqual({ value: '3.00' });
  expect(isoFromMjd(60000.5)).toBe('2023-02-25 12:00:00');
});

test.each([
  ['SN candidate', 'sn'],
  ['Kilonova candidate', 'kn'],
  ['Solar System MPC', 'sso'],
  ['Candidate_WD*', 'cv'],
  ['Seyfert_2', 'agn'],
  ['GinCl', 'gal'],
  ['Candidate_RSG*', 'var'],
  ['EB*', 'var'],
  ['Radio', 'unknown'],
  ['Unknown', 'unknown'],
] as const)('%s is coloured as %s', (name, subject) => {
  expect(subjectOfClass(name)).toBe(subject);
});
