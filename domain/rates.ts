import { finiteOrNull } from '#domain/surveys/cells.ts';

/** One measurement of an object; missing numbers are NaN, and a row without a time has no columns. */
export interface RateInput {
  readonly jd: number;
  /** ZTF filter: 1 g, 2 r, 3 i. */
  readonly fid: number;
  readonly magpsf: number;
  readonly sigmapsf: number;
}

/** The six columns that the `objects` route computes, in the order of its answer. */
export const rateColumnNames = [
  'v:rate',
  'v:sigma(rate)',
  'v:g-r',
  'v:sigma(g-r)',
  'v:rate(g-r)',
  'v:sigma(rate(g-r))',
] as const;

/** {@link rateColumnNames} of one measurement; null where there is nothing to compare with. */
export type RateColumns = Readonly<Record<(typeof rateColumnNames)[number], number | null>>;

/** Measurements of one or more objects, one array a quantity: {@link RateInput} by row. */
export type RateInputs = Readonly<Record<keyof RateInput, Float64Array>>;

const toleranceDays = 0.3;
const green = 1;
const red = 2;

/** Place of the entry nearest in time within the tolerance, −1 for none; of two as near, the earlier. `times` are ascending. */
function nearestWithin(times: Float64Array, count: number, jd: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? Number.POSITIVE_INFINITY) <= jd) low = middle + 1;
    else high = middle;
  }
  const back = low > 0 ? jd - (times[low - 1] ?? 0) : Number.POSITIVE_INFINITY;
  const ahead = low < count ? (times[low] ?? 0) - jd : Number.POSITIVE_INFINITY;
  if (!(Math.min(back, ahead) <= toleranceDays)) return -1;
  return back <= ahead ? low - 1 : low;
}

/** Quantities with their errors at times, and how each changed since the one before; NaN for the first. */
class Readings {
  count = 0;
  readonly jd: Float64Array;
  readonly value: Float64Array;
  readonly error: Float64Array;
  /** Per day. */
  readonly rate: Float64Array;
  readonly sigma: Float64Array;

  constructor(most: number) {
    this.jd = new Float64Array(most);
    this.value = new Float64Array(most);
    this.error = new Float64Array(most);
    this.rate = new Float64Array(most);
    this.sigma = new Float64Array(most);
  }

  add(jd: number, value: number, error: number): void {
    const at = this.count++;
    this.jd[at] = jd;
    this.value[at] = value;
    this.error[at] = error;
    const days = at === 0 ? Number.NaN : jd - (this.jd[at - 1] ?? Number.NaN);
    this.rate[at] = (value - (this.value[at - 1] ?? Number.NaN)) / days;
    this.sigma[at] = at === 0 ? Number.NaN : Math.hypot(error, this.error[at - 1] ?? Number.NaN) / days;
  }
}

/** Each g measurement with the r measurement nearest to it. */
function colourPairs({ jd, fid, magpsf, sigmapsf }: RateInputs, ascending: readonly number[]): Readings {
  const reds = ascending.filter((row) => fid[row] === red);
  const redTimes = Float64Array.from(reds, (row) => jd[row] ?? Number.NaN);
  const pairs = new Readings(ascending.length);
  for (const row of ascending) {
    if (fid[row] !== green) continue;
    const time = jd[row] ?? Number.NaN;
    const other = reds[nearestWithin(redTimes, reds.length, time)];
    const otherMag = other === undefined ? Number.NaN : (magpsf[other] ?? Number.NaN);
    if (other === undefined || Number.isNaN(otherMag)) continue;
    const colour = (magpsf[row] ?? Number.NaN) - otherMag;
    pairs.add(time, colour, Math.hypot(sigmapsf[row] ?? Number.NaN, sigmapsf[other] ?? Number.NaN));
  }
  return pairs;
}

/** Changes since the previous measurement in one filter, written to the rows. */
function writeChanges(
  { jd, fid, magpsf, sigmapsf }: RateInputs,
  ascending: readonly number[],
  into: { readonly filter: number; readonly rate: Float64Array; readonly sigma: Float64Array },
): void {
  let before = -1;
  for (const row of ascending) {
    if (fid[row] !== into.filter) continue;
    if (before >= 0) {
      const days = (jd[row] ?? Number.NaN) - (jd[before] ?? Number.NaN);
      into.rate[row] = ((magpsf[row] ?? Number.NaN) - (magpsf[before] ?? Number.NaN)) / days;
      into.sigma[row] = Math.hypot(sigmapsf[row] ?? Number.NaN, sigmapsf[before] ?? Number.NaN) / days;
    }
    before = row;
  }
}

/**
 * Rates and colours of one object, whose measurements are the `rows` of `inputs`, written to the same rows of `out`, in the order of
 * {@link rateColumnNames}; what there is nothing to compare with stays as it was.
 *
 * Rate, mag/day: Δm/Δt since the previous measurement in the same filter (g and r). Colour, mag: g − r of each g
 * measurement with the nearest r one within 0.3 d; every row has the nearest pair within 0.3 d.
 * `v:sigma(rate)` and `v:sigma(rate(g-r))`: √(σ²+σ²)/Δt, mag/day.
 */
export function writeRates(inputs: RateInputs, rows: readonly number[], out: readonly Float64Array[]): void {
  const { jd } = inputs;
  const ascending = rows.filter((row) => !Number.isNaN(jd[row]));
  ascending.sort((a, b) => (jd[a] ?? 0) - (jd[b] ?? 0));
  const [rate, sigma, colour, colourSigma, colourRate, colourRateSigma] = out;
  if (!rate || !sigma || !colour || !colourSigma || !colourRate || !colourRateSigma) return;
  writeChanges(inputs, ascending, { filter: green, rate, sigma });
  writeChanges(inputs, ascending, { filter: red, rate, sigma });
  const pairs = colourPairs(inputs, ascending);
  if (pairs.count === 0) return;
  for (const row of ascending) {
    const place = nearestWithin(pairs.jd, pairs.count, jd[row] ?? Number.NaN);
    if (place < 0) continue;
    colour[row] = pairs.value[place] ?? Number.NaN;
    colourSigma[row] = pairs.error[place] ?? Number.NaN;
    colourRate[row] = pairs.rate[place] ?? Number.NaN;
    colourRateSigma[row] = pairs.sigma[place] ?? Number.NaN;
  }
}

/** {@link writeRates} of one object's measurements, row by row, in the order given. */
export function rateColumnsOf(rows: readonly RateInput[]): readonly RateColumns[] {
  const inputs: RateInputs = {
    jd: Float64Array.from(rows, ({ jd }) => jd),
    fid: Float64Array.from(rows, ({ fid }) => fid),
    magpsf: Float64Array.from(rows, ({ magpsf }) => magpsf),
    sigmapsf: Float64Array.from(rows, ({ sigmapsf }) => sigmapsf),
  };
  const out = rateColumnNames.map(() => new Float64Array(rows.length).fill(Number.NaN));
  writeRates(inputs, [...rows.keys()], out);
  const valueAt = (column: number, row: number): number | null => finiteOrNull(out[column]?.[row]);
  return rows.map((_, row) => ({
    'v:rate': valueAt(0, row),
    'v:sigma(rate)': valueAt(1, row),
    'v:g-r': valueAt(2, row),
    'v:sigma(g-r)': valueAt(3, row),
    'v:rate(g-r)': valueAt(4, row),
    'v:sigma(rate(g-r))': valueAt(5, row),
  }));
}
