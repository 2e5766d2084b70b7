import fc from 'fast-check';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { describe, expect, test } from 'vitest';
import { derivedValues } from '#domain/derived/derived-values.ts';
import { drawCount, fixedDraws, normalQuantile } from '#domain/derived/draws.ts';
import { type Candidate, type Epoch, historyOf, referenceOf } from '#domain/derived/history.ts';
import { magRateOf } from '#domain/derived/mag-rate.ts';
import { realData } from '#fixtures/real-data.ts';
import goldenJson from './derived.golden.json' with { type: 'json' };

type Case = readonly [number, number, number | null, number | null, number | null, number];
const golden = goldenJson as unknown as {
  rates: readonly { case: Case; mean: readonly number[]; scatter: readonly number[] }[];
};

const minute = 1 / 1440;
const candidate: Candidate = {
  jd: 2_460_000.9,
  fid: 1,
  magpsf: 18,
  sigmapsf: 0.1,
  diffmaglim: 20.5,
  jdstarthist: 2_459_990.5,
  ndethist: 3,
  ssdistnr: -999,
  distpsnr1: 12,
  sgscore1: 0.2,
};
const detection = (jd: number, fid = 1, magpsf = 19): Epoch => ({ jd, fid, magpsf, sigmapsf: 0.1, diffmaglim: 20.5 });
const limit = (jd: number, fid = 1): Epoch => ({ jd, fid, diffmaglim: 20 });

describe('draws', () => {
  test('normal quantiles are those of tables', () => {
    expect(normalQuantile(0.5)).toBe(0);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 8);
    expect(normalQuantile(0.001)).toBeCloseTo(-3.090232306167813, 8);
    expect(normalQuantile(0.01)).toBeCloseTo(-normalQuantile(0.99), 12);
  });

  test('both coordinates are stratified, uncorrelated, and have mean 0 and variance 1', () => {
    const { firstNormal, secondNormal, secondUniform } = fixedDraws();
    for (const scores of [firstNormal, secondNormal]) {
      expect(scores.reduce((sum, z) => sum + z, 0)).toBeCloseTo(0, 9);
      expect(scores.reduce((sum, z) => sum + z * z, 0) / drawCount).toBeCloseTo(1, 12);
    }
    expect(new Set(secondUniform).size).toBe(drawCount);
    const correlation = firstNormal.reduce((sum, z, index) => sum + z * (secondNormal[index] ?? 0), 0) / drawCount;
    expect(Math.abs(correlation)).toBeLessThan(0.02);
  });
});

describe('rates', () => {
  test('mean, sigma and percentiles lie as near to 10,000 random draws as another 10,000 would', () => {
    let squares = 0;
    for (const { case: row, mean, scatter } of golden.rates) {
      const [mag, error, refMag, refError, limitMag, days] = row;
      const now = { jd: days, fid: 1, magpsf: mag, sigmapsf: error };
      const reference = {
        jd: 0,
        fid: 1,
        magpsf: refMag ?? undefined,
        sigmapsf: refError ?? undefined,
        diffmaglim: limitMag ?? undefined,
      };
      const rate = magRateOf(now, reference);
      for (const [index, value] of [rate.mean, rate.sigma, rate.lower, rate.upper].entries()) {
        const off = (value - (mean[index] ?? Number.NaN)) / (scatter[index] ?? Number.NaN);
        expect(Math.abs(off), JSON.stringify({ row, index })).toBeLessThan(3.5);
        squares += off * off;
      }
    }
    expect(Math.sqrt(squares / (golden.rates.length * 4))).toBeLessThan(1.2);
  });

  test('the same packet has the same rate always', () => {
    const previous = [detection(2_459_999.9)];
    expect(derivedValues(candidate, previous)).toEqual(derivedValues(candidate, previous));
  });

  test('brightening is a negative rate, fading a positive one', () => {
    expect(derivedValues(candidate, [detection(2_459_999.9)])['d:mag_rate']).toBeCloseTo(-1, 1);
    expect(derivedValues(candidate, [detection(2_459_999.9, 1, 17)])['d:mag_rate']).toBeCloseTo(1, 1);
  });

  test('very noisy fluxes still give finite numbers, in order', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 2, noNaN: true }),
        fc.double({ min: 0.01, max: 2, noNaN: true }),
        (a, b) => {
          const rate = magRateOf({ ...candidate, sigmapsf: a }, { ...detection(2_459_999.9), sigmapsf: b });
          expect([rate.mean, rate.sigma, rate.lower, rate.upper].every(Number.isFinite)).toBe(true);
          expect(rate.lower).toBeLessThanOrEqual(rate.upper);
        },
      ),
    );
  });
});

describe('reference epoch', () => {
  const referenceFrom = (...previous: Epoch[]): Epoch | undefined => referenceOf(historyOf(candidate, previous));

  test('is the latest earlier one in the same filter, whatever the order of the packet', () => {
    const near = detection(2_459_999.9);
    expect(referenceFrom(near, detection(2_459_998.9), detection(2_460_000.1, 2))).toBe(near);
    expect(referenceFrom(detection(2_460_000.1, 2), detection(2_459_998.9), near)).toBe(near);
  });

  test('may be a limit, and the rate then says so', () => {
    const found = derivedValues(candidate, [detection(2_459_998.9), limit(2_459_999.9)]);
    expect(found['d:from_upper']).toBe(true);
    expect(found['d:delta_time']).toBeCloseTo(1, 8);
    expect(derivedValues(candidate, [limit(2_459_998.9), detection(2_459_999.9)])['d:from_upper']).toBe(false);
  });

  test('an i-band epoch met first ends the search', () => {
    expect(referenceFrom(detection(2_459_998.9), detection(2_459_999.9, 3))).toBeUndefined();
    const before = detection(2_459_999.95);
    expect(referenceFrom(detection(2_459_999.9, 3), before)).toBe(before);
  });

  test('without one there is no rate', () => {
    const found = derivedValues(candidate, [detection(2_459_999.9, 2)]);
    expect(found['d:mag_rate']).toBeNaN();
    expect(found['d:delta_time']).toBeNaN();
    expect(found['d:from_upper']).toBe(false);
  });
});

describe('counts and times', () => {
  test('magnitudes are counted, limits are not', () => {
    const found = derivedValues(candidate, [
      limit(2_459_995),
      detection(2_459_996),
      detection(2_459_997, 2),
      limit(2_459_998),
    ]);
    expect(found['d:nalerthist']).toBe(3);
    expect(found['d:jd_first_real_det']).toBe(2_459_996);
    expect(found['d:jdstarthist_dt']).toBe(5.5);
  });

  test('a candidate alone is its own first detection', () => {
    const found = derivedValues(candidate, []);
    expect(found['d:nalerthist']).toBe(1);
    expect(found['d:jd_first_real_det']).toBe(candidate.jd);
  });
});

describe('Solar System flag', () => {
  const flag = (changes: Partial<Candidate>, previous: readonly Epoch[] = []): number =>
    derivedValues({ ...candidate, ...changes }, previous)['d:roid'];
  const known = { ssdistnr: 1.2, distpsnr1: 6, ndethist: 1 };
  const fresh = { ndethist: 1 };

  test('3 for a known body within 5″ that is nearer than any star', () => {
    expect(flag(known)).toBe(3);
    expect(flag({ ...known, ssdistnr: 0 })).toBe(3);
    expect(flag({ ...known, distpsnr1: -999 })).toBe(3);
    expect(flag({ ...known, distpsnr1: 1 })).not.toBe(3);
    expect(flag({ ...known, ssdistnr: 5 })).not.toBe(3);
    expect(flag({ ...known, ssdistnr: -999 })).not.toBe(3);
    expect(flag({ ...known, ndethist: 6 })).not.toBe(3);
    expect(
      flag(
        known,
        [1, 2, 3, 4].map((day) => detection(2_459_990 + day)),
      ),
    ).toBe(3);
    expect(
      flag(
        known,
        [1, 2, 3, 4, 5].map((day) => detection(2_459_990 + day)),
      ),
    ).not.toBe(3);
  });

  test('2 for one or two detections away from stars, within half an hour', () => {
    expect(flag(fresh)).toBe(2);
    expect(flag({ ndethist: 2 }, [detection(candidate.jd - 29 * minute)])).toBe(2);
    expect(flag({ ndethist: 2 }, [detection(candidate.jd - 31 * minute)])).toBe(0);
    expect(flag({ ndethist: 2 }, [detection(candidate.jd - 31 * minute), limit(candidate.jd - 5 * minute)])).toBe(2);
    expect(flag({ ndethist: 2 })).toBe(0);
    expect(flag({ ndethist: 3 })).toBe(0);
  });

  test('1 for a first detection upon something star-like', () => {
    expect(flag({ ...fresh, sgscore1: 0.76 })).toBe(1);
    expect(flag({ ...fresh, sgscore1: undefined })).toBe(1);
  });

  test('0 where a star lies within 5″', () => {
    expect(flag({ ...fresh, distpsnr1: 4.9 })).toBe(0);
    expect(flag({ ...fresh, sgscore1: 0.9, distpsnr1: 0.1 })).toBe(0);
    expect(flag({ ...fresh, distpsnr1: 5 })).toBe(2);
    expect(flag({ ...fresh, distpsnr1: -999 })).toBe(2);
  });
});

interface FinkRow {
  readonly candidate: Candidate;
  readonly prv_candidates: readonly Epoch[] | undefined;
  readonly nalerthist: number;
  readonly roid: number;
}

const data = realData();

describe.skipIf(!data)('against what the broker computed for real alerts', () => {
  test.each(['00002', '00003'])('counts and flags of fink-ztf-%s', async (name) => {
    const file = await asyncBufferFromFile(`${data}ztf/parquet/fink-ztf-${name}.snappy.parquet`);
    const columns = ['candidate', 'prv_candidates', 'nalerthist', 'roid'];
    const rows = (await parquetReadObjects({ file, columns, compressors })) as unknown as readonly FinkRow[];
    expect(rows.length).toBeGreaterThan(50);
    for (const row of rows) {
      const found = derivedValues(row.candidate, row.prv_candidates ?? []);
      expect(found['d:nalerthist']).toBe(row.nalerthist);
      expect(found['d:roid']).toBe(row.roid);
    }
  });
});
