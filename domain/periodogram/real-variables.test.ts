import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { beforeAll, describe, expect, test } from 'vitest';
import { realData } from '#fixtures/real-data.ts';
import { frequencyGrid, highestIndex } from './frequency-grid.ts';
import { multibandPowers } from './multiband.ts';
import golden from './periodogram.golden.json' with { type: 'json' };
import { centred, type PeriodSamples } from './samples.ts';

const folder = realData();

interface Point {
  readonly jd: number;
  readonly fid: number;
  readonly magpsf: number | null;
  readonly sigmapsf: number;
}
interface Alert {
  readonly objectId: string;
  readonly candidate: Point;
  readonly prv_candidates: readonly Point[] | null;
}

/** The parser's rows are records of anything; their shape is that of the survey's packets. */
const alertFrom = (row: Record<string, unknown>): Alert => row as unknown as Alert;

async function histories(): Promise<ReadonlyMap<string, ReadonlyMap<number, Point>>> {
  const found = new Map<string, Map<number, Point>>();
  const parquet = join(folder ?? '', 'ztf/parquet');
  for (const name of readdirSync(parquet).sort()) {
    const bytes = readFileSync(join(parquet, name));
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    const rows = await parquetReadObjects({ file, compressors, columns: ['objectId', 'candidate', 'prv_candidates'] });
    for (const { objectId, candidate, prv_candidates } of rows.map(alertFrom)) {
      const points = found.get(objectId) ?? new Map<number, Point>();
      for (const point of [candidate, ...(prv_candidates ?? [])])
        if (point.magpsf !== null) points.set(point.jd, point);
      found.set(objectId, points);
    }
  }
  return found;
}

function samplesFrom(points: ReadonlyMap<number, Point>): PeriodSamples {
  const rows = [...points.values()].sort((a, b) => a.jd - b.jd);
  const bands = [...new Set(rows.map(({ fid }) => fid))].sort();
  return {
    time: Float64Array.from(rows, ({ jd }) => jd - 2_400_000.5),
    value: Float64Array.from(rows, ({ magpsf }) => magpsf ?? Number.NaN),
    error: Float64Array.from(rows, ({ sigmapsf }) => sigmapsf),
    band: Uint8Array.from(rows, ({ fid }) => bands.indexOf(fid)),
    bands: bands.length,
  };
}

describe.skipIf(folder === undefined)('histories of real variables', () => {
  let all: ReadonlyMap<string, ReadonlyMap<number, Point>> = new Map();
  beforeAll(async () => {
    all = await histories();
  });

  test.each(golden.real)(
    '$objectId: the peak of astropy, to the step',
    ({ objectId, points, terms, count, peak, power, at }) => {
      const samples = samplesFrom(all.get(objectId) ?? new Map());
      expect(samples.time).toHaveLength(points);
      const grid = frequencyGrid({ shortest: 0.1, longest: 1.2 }, centred(samples).baseline, 5);
      expect(grid.count).toBe(count);
      const [base = 0, band = 0] = terms;
      const steps = multibandPowers(centred(samples), grid, { base, band });
      let step = steps.next();
      while (!step.done) step = steps.next();
      const powers = step.value;
      expect(Math.abs(highestIndex(powers) - peak)).toBeLessThanOrEqual(1);
      expect(powers[peak]).toBeCloseTo(power, 5);
      for (const [k = 0, wanted = 0] of at) expect(powers[k]).toBeCloseTo(wanted, 4);
    },
  );
});
