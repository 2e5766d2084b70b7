import { describe, expect, test } from 'vitest';
import { readingOf } from '#domain/object/readings.ts';
import { shg1g2, socca } from '#domain/phase/phase-models.ts';
import { ztf } from '#domain/surveys/ztf.ts';
import { type PhaseFitRequest, type PhaseFitResult, phaseFitSteps, sphereMagnitude } from './phase-fits.ts';
import { ssoColumnsFromRows } from './sso-columns.ts';
import {
  apparitionsOf,
  phaseObservations,
  positionOffsets,
  reducedMagnitude,
  type SsoObservation,
} from './sso-points.ts';

const reading = readingOf('ztf').solarSystem;
if (!reading) throw new Error('ZTF has Solar System objects.');

const row = (over: Record<string, string | number | null>) => ({
  'i:objectId': 'ZTF20aaaaaaa',
  'i:candid': '1786383461515015008',
  'i:jd': 2_459_000.5,
  'i:fid': 1,
  'i:magpsf': 18,
  'i:sigmapsf': 0.1,
  'i:isdiffpos': 't',
  'i:ra': 0.0001,
  'i:dec': 60,
  sso_name: 'Benoitcarry',
  sso_number: 8467,
  ...over,
});
const ephemeris = { RA: 359.9999, DEC: 59.9999, Phase: 12.5, Dobs: 1.5, Dhelio: 2.5, 'SDSS:g': 17.8, 'SDSS:r': 17.2 };

describe('alerts of an object', () => {
  const rows = [
    row({ 'i:jd': 2_459_010.5, 'i:fid': 2, ...ephemeris }),
    row(ephemeris),
    row({ ...ephemeris, Phase: null }),
  ];
  const columns = ssoColumnsFromRows(ztf, reading, rows);

  test('are columns, oldest first, with the prediction in the band of each', () => {
    expect([columns.name, columns.number, columns.band]).toEqual(['Benoitcarry', 8467, ['g', 'g', 'r']]);
    expect(columns.ephemeris?.mag).toEqual([17.8, 17.8, 17.2]);
    expect(columns.ephemeris?.phaseDeg).toEqual([12.5, null, 12.5]);
    expect(columns.alertId[0]).toBe('1786383461515015008');
  });

  test('without ephemeris they are the observed light curve alone', () => {
    const bare = ssoColumnsFromRows(ztf, reading, [row({})]);
    expect([bare.ephemeris, bare.mag]).toEqual([null, [18]]);
    expect(phaseObservations(bare)).toEqual([]);
    expect(positionOffsets(bare)).toEqual([]);
    expect(ssoColumnsFromRows(ztf, reading, [])).toMatchObject({ name: '', number: null, mjd: [] });
  });

  test('an answer with a row without time or with an unknown band is a failure of the API', () => {
    expect(() => ssoColumnsFromRows(ztf, reading, [row({ 'i:jd': null })])).toThrow(/i:jd/);
    expect(() => ssoColumnsFromRows(ztf, reading, [row({ 'i:fid': 9 })])).toThrow(/band/);
  });

  test('reduced magnitudes are those at 1 au; what lacks a number is left out', () => {
    const points = phaseObservations(columns);
    expect(points.map(({ row: at }) => at)).toEqual([0, 2]);
    expect(points[0]?.magnitude).toBeCloseTo(18 - 5 * Math.log10(1.5 * 2.5), 12);
    expect(reducedMagnitude(15, { observerAu: 1, sunAu: 1 })).toBe(15);
    expect(((points[0]?.jd ?? 0) - 2_459_000.5) * 86_400).toBeCloseTo(-1.5 * 499.005, 0);
  });

  test('offsets from the ephemeris are right across RA 0 and shrink with the declination', () => {
    const [offset] = positionOffsets(columns);
    expect(offset?.north).toBeCloseTo(0.36, 6);
    expect(offset?.east).toBeCloseTo(0.0002 * 3600 * 0.5, 6);
  });
});

test('a gap of more than 100 days ends an apparition', () => {
  expect(apparitionsOf([1, 50, 149, 260, 261, 700])).toEqual([0, 0, 0, 1, 1, 2]);
  expect(apparitionsOf([])).toEqual([]);
});

function run(request: PhaseFitRequest): { fit: PhaseFitResult; told: number[] } {
  const steps = phaseFitSteps(request);
  const told: number[] = [];
  for (;;) {
    const { done, value } = steps.next();
    if (!done) told.push(value);
    else if (typeof value === 'string') throw new Error(value);
    else return { fit: value, told };
  }
}

/** Alerts of two bands over six years of a main-belt object, as bright as a model makes them. */
function simulated(
  model: typeof shg1g2,
  values: Readonly<Record<string, readonly number[]>>,
  count = 300,
): SsoObservation[] {
  let state = 7;
  const uniform = (): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state / 2 ** 32;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return Array.from({ length: count }, (_, index) => {
    const days = (index % 6) * 450 + 120 * uniform();
    const phaseDeg = 0.5 + 22 * Math.abs(Math.cos((days % 450) / 40));
    const band = index % 12 < 6 ? 'g' : 'r';
    const place = {
      row: index,
      phaseDeg,
      phase: (phaseDeg * Math.PI) / 180,
      ra: (days / 450) * 2.3,
      dec: 0.3 * Math.sin(days / 300),
      jd: 2_458_300 + days,
      band,
      sigma: 0.02,
      magnitude: 0,
    };
    return { ...place, magnitude: model.magnitude(place, values[band] ?? []) + 0.02 * normal() };
  });
}

describe('fits', () => {
  test('an oblate body is found from any of the starts', () => {
    const truth = { g: [13.1, 0.31, 0.34, 0.6, 2.1, 0.9], r: [12.6, 0.27, 0.41, 0.6, 2.1, 0.9] };
    const { fit, told } = run({
      model: 'shg1g2',
      observations: simulated(shg1g2, truth),
      weighted: true,
      periodHours: null,
    });
    const found = (name: string, band: string | null) =>
      fit.parameters.find((one) => one.name === name && one.band === band);
    for (const [name, band, wanted] of [
      ['H', 'g', 13.1],
      ['H', 'r', 12.6],
      ['R', null, 0.6],
    ] as const) {
      const { value = Number.NaN, error = Number.NaN } = found(name, band) ?? {};
      expect(Math.abs(value - wanted) / error).toBeLessThan(4);
    }
    expect(fit.chi2red).toBeCloseTo(1, 0);
    expect(fit.freedom).toBe(300 - 9);
    expect(told.at(-1)).toBe(1);
    expect(sphereMagnitude(fit, 'r')(0)).toBeCloseTo(found('H', 'r')?.value ?? 0, 6);
  });

  test('the period of an elongated body is found without being told', () => {
    const spin = [2.1, 0.7, 0.3021, 1.5, 1.8, 0.4];
    const truth = { g: [13.1, 0.31, 0.34, ...spin], r: [12.6, 0.27, 0.41, ...spin] };
    const { fit } = run({
      model: 'socca',
      observations: simulated(socca, truth, 180),
      weighted: true,
      periodHours: null,
    });
    const period = fit.parameters.find(({ name }) => name === 'period')?.value ?? Number.NaN;
    expect(period * 24).toBeCloseTo(0.3021 * 24, 2);
    expect(fit.rms).toBeLessThan(0.05);
  });

  test('too few alerts are said', () => {
    const steps = phaseFitSteps({ model: 'socca', observations: [], weighted: false, periodHours: null });
    expect(steps.next()).toEqual({ done: true, value: 'too-few' });
  });
});
