import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ClassEvidence, classFlagsOf, finkClassOf, finkClassOfCells } from '#domain/classification.ts';

const nothing: ClassEvidence = {
  simbadType: 'Unknown',
  roid: 0,
  microlensing: 0,
  snnSnIa: 0,
  snnSn: 0,
  rfSnIa: 0,
  rfKilonova: 0,
  detections: 10,
  drb: 0.9,
  classtar: 0.9,
  ageDays: 20,
  tracklet: '',
};
const sn = { ...nothing, snnSn: 0.6 };
const early = { ...sn, rfSnIa: 0.6 };
const kilonova = { ...nothing, rfKilonova: 0.6, ageDays: 4 };

describe('flags', () => {
  test.each([
    ['any microlensing score', { ...nothing, microlensing: 0.01 }, 'Microlensing candidate'],
    ['a supernova score', sn, 'SN candidate'],
    ['the other supernova score', { ...nothing, snnSnIa: 0.51 }, 'SN candidate'],
    ['a supernova score and the early one', early, 'Early SN Ia candidate'],
    ['a kilonova score', kilonova, 'Kilonova candidate'],
    ['roid 2', { ...nothing, roid: 2 }, 'Solar System candidate'],
    ['roid 3', { ...nothing, roid: 3 }, 'Solar System MPC'],
    ['a tracklet', { ...nothing, tracklet: 'TRCK_20231012_101010_00' }, 'Tracklet'],
    ['nothing', nothing, 'Unknown'],
  ])('%s makes the class', (_, evidence, expected) => {
    expect(finkClassOf(evidence)).toBe(expected);
  });

  test.each<[string, ClassEvidence]>([
    ['a score of exactly 0.5', { ...sn, snnSn: 0.5 }],
    ['an age over 90 days', { ...sn, ageDays: 90.01 }],
    ['a single detection', { ...sn, detections: 1 }],
    ['a poor deep real–bogus score', { ...sn, drb: 0.5 }],
    ['an extended source', { ...sn, classtar: 0.4 }],
  ])('no SN candidate with %s', (_, evidence) => {
    expect(finkClassOf(evidence)).toBe('Unknown');
  });

  test('an SN candidate may be 90 days old', () => {
    expect(finkClassOf({ ...sn, ageDays: 90 })).toBe('SN candidate');
  });

  test('early SN Ia has at most 20 detections, and may be old or have one', () => {
    expect(finkClassOf({ ...early, detections: 20 })).toBe('Early SN Ia candidate');
    expect(finkClassOf({ ...early, detections: 21 })).toBe('SN candidate');
    expect(finkClassOf({ ...early, ageDays: 500 })).toBe('Early SN Ia candidate');
    expect(finkClassOf({ ...early, detections: 1 })).toBe('Early SN Ia candidate');
    expect(finkClassOf({ ...early, rfSnIa: 0.5 })).toBe('SN candidate');
  });

  test.each<[string, ClassEvidence]>([
    ['age of 5 days', { ...kilonova, ageDays: 5 }],
    ['20 detections', { ...kilonova, detections: 20 }],
    ['score of 0.5', { ...kilonova, rfKilonova: 0.5 }],
    ['poor quality', { ...kilonova, drb: 0.1 }],
  ])('no kilonova with an %s', (_, evidence) => {
    expect(finkClassOf(evidence)).toBe('Unknown');
  });

  test('a known asteroid is neither supernova nor kilonova', () => {
    const flags = classFlagsOf({ ...kilonova, snnSn: 0.9, roid: 3 });
    expect([flags.supernova, flags.kilonova, flags.solarSystemKnown]).toEqual([false, false, true]);
  });

  test('galaxies and failed crossmatches are hosts, stars are not', () => {
    for (const host of [
      'Fail',
      'Fail 504',
      'galaxy',
      'Seyfert_1',
      'LINER',
      'SN*_Candidate',
      'Candidate_SN*',
      'Transient',
    ]) {
      expect(classFlagsOf({ ...sn, simbadType: host }).supernova, host).toBe(true);
    }
    for (const other of ['Star', 'QSO', 'Fail 503', 'Galaxy_Candidate']) {
      expect(classFlagsOf({ ...sn, simbadType: other }).supernova, other).toBe(false);
    }
  });
});

describe('precedence', () => {
  test('of flags that don’t exclude each other the last wins', () => {
    expect(finkClassOf({ ...early, rfKilonova: 0.9, ageDays: 3 })).toBe('Kilonova candidate');
    expect(finkClassOf({ ...kilonova, roid: 2 })).toBe('Solar System candidate');
    expect(finkClassOf({ ...nothing, roid: 2, tracklet: 'TRCK_1' })).toBe('Tracklet');
    expect(finkClassOf({ ...nothing, roid: 3, tracklet: 'TRCK_1' })).toBe('Solar System MPC');
    expect(finkClassOf({ ...nothing, microlensing: 0.5, tracklet: 'TRCK_1' })).toBe('Tracklet');
  });

  test.each<[string, ClassEvidence]>([
    ['microlensing and supernova', { ...sn, microlensing: 1 }],
    ['microlensing and Solar System candidate', { ...nothing, microlensing: 1, roid: 2 }],
    ['microlensing and known asteroid', { ...nothing, microlensing: 1, roid: 3 }],
    ['supernova and Solar System candidate', { ...sn, roid: 2 }],
    ['all that and a tracklet', { ...sn, microlensing: 1, roid: 2, tracklet: 'TRCK_1' }],
  ])('%s is ambiguous', (_, evidence) => {
    expect(finkClassOf(evidence)).toBe('Ambiguous');
  });

  test('early SN Ia alone does not make microlensing ambiguous', () => {
    expect(finkClassOf({ ...early, detections: 1, microlensing: 1 })).toBe('Early SN Ia candidate');
  });

  test('a SIMBAD type that says something wins over every flag', () => {
    const everything = { ...sn, microlensing: 1, roid: 2 };
    for (const type of ['QSO', 'galaxy', 'Candidate_SN*', 'Star', 'Seyfert']) {
      expect(finkClassOf({ ...everything, simbadType: type })).toBe(type);
    }
  });

  test('Unknown, Transient, failures and everything that begins with Galaxy leave the class to the flags', () => {
    for (const type of ['Unknown', 'Transient', 'Fail', 'Fail 503', 'Failure', 'Galaxy', 'GalaxyGroup']) {
      expect(finkClassOf({ ...nothing, simbadType: type, roid: 3 }), type).toBe('Solar System MPC');
    }
  });
});

describe('rows', () => {
  test('a bare packet is one of four classes', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(0, 1, 2, 3),
        fc.nat(100),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (roid, n, drb) => {
          const cells = { 'd:roid': roid, 'd:cdsxmatch': 'Unknown', 'd:mulens': 0, 'i:ndethist': n, 'i:drb': drb };
          expect(['Solar System MPC', 'Solar System candidate', 'Ambiguous', 'Unknown']).toContain(
            finkClassOfCells(cells),
          );
        },
      ),
    );
  });

  test('a row is judged by its columns, and missing ones hold nothing up', () => {
    const row = {
      'd:snn_snia_vs_nonia': 0.8,
      'd:rf_snia_vs_nonia': '0.7',
      'i:drb': 0.99,
      'i:classtar': 0.95,
      'i:ndethist': 4,
      'i:jd': 2_459_530.1,
      'i:jdstarthist': 2_459_520.1,
    };
    expect(finkClassOfCells(row)).toBe('Early SN Ia candidate');
    expect(finkClassOfCells({ ...row, 'd:cdsxmatch': null })).toBe('Early SN Ia candidate');
    expect(finkClassOfCells({ ...row, 'd:cdsxmatch': 'AGN' })).toBe('AGN');
    expect(finkClassOfCells({})).toBe('Unknown');
  });
});
