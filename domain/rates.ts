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

const toleranceDays = 0.3;
const green = 1;
const red = 2;

/** A quantity with its error at a time. */
interface Reading {
  readonly jd: number;
  readonly value: number;
  readonly error: number;
}

interface Change {
  /** Per day. */
  readonly rate: number;
  readonly sigma: number;
}

const unknown: Change = { rate: Number.NaN, sigma: Number.NaN };

function changeBetween(before: Reading | undefined, now: Reading): Change {
  if (!before) return unknown;
  const days = now.jd - before.jd;
  return { rate: (now.value - before.value) / days, sigma: Math.hypot(now.error, before.error) / days };
}

/** Place of the entry nearest in time within the tolerance; of two as near, the earlier. `times` are ascending. */
function nearestWithin(times: readonly number[], jd: number): number | undefined {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? Number.POSITIVE_INFINITY) <= jd) low = middle + 1;
    else high = middle;
  }
  const back = jd - (times[low - 1] ?? Number.NEGATIVE_INFINITY);
  const ahead = (times[low] ?? Number.POSITIVE_INFINITY) - jd;
  if (!(Math.min(back, ahead) <= toleranceDays)) return undefined;
  return back <= ahead ? low - 1 : low;
}

interface Pair extends Reading, Change {}

/** Each g measurement with the r measurement nearest to it, and how the colour changed since the previous pair. */
function colourPairs(ascending: readonly RateInput[]): readonly Pair[] {
  const reds = ascending.filter((row) => row.fid === red);
  const redTimes = reds.map((row) => row.jd);
  const pairs: Pair[] = [];
  for (const row of ascending) {
    if (row.fid !== green) continue;
    const index = nearestWithin(redTimes, row.jd);
    const other = index === undefined ? undefined : reds[index];
    if (!other || Number.isNaN(other.magpsf)) continue;
    const reading = { jd: row.jd, value: row.magpsf - other.magpsf, error: Math.hypot(row.sigmapsf, other.sigmapsf) };
    pairs.push({ ...reading, ...changeBetween(pairs.at(-1), reading) });
  }
  return pairs;
}

function numberOrNull(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

/**
 * Rates and colours of one object's measurements, in the order given.
 *
 * Rate, mag/day: Δm/Δt since the previous measurement in the same filter (g and r). Colour, mag: g − r of each g
 * measurement with the nearest r one within 0.3 d; every row has the nearest pair within 0.3 d.
 * `v:sigma(rate)` and `v:sigma(rate(g-r))`: √(σ²+σ²)/Δt, mag/day.
 */
export function rateColumnsOf(rows: readonly RateInput[]): readonly RateColumns[] {
  const dated = rows.flatMap((row, index) => (Number.isNaN(row.jd) ? [] : index));
  const order = dated.sort((a, b) => (rows[a]?.jd ?? 0) - (rows[b]?.jd ?? 0));
  const ascending = order.flatMap((index) => rows[index] ?? []);
  const pairs = colourPairs(ascending);
  const pairTimes = pairs.map((pair) => pair.jd);
  const previous = new Map<number, Reading>();
  const changes = new Map<number, Change>();
  for (const index of order) {
    const row = rows[index];
    if (!row || (row.fid !== green && row.fid !== red)) continue;
    const reading = { jd: row.jd, value: row.magpsf, error: row.sigmapsf };
    changes.set(index, changeBetween(previous.get(row.fid), reading));
    previous.set(row.fid, reading);
  }
  return rows.map((row, index) => {
    const change = changes.get(index);
    const place = nearestWithin(pairTimes, row.jd);
    const pair = place === undefined ? undefined : pairs[place];
    return {
      'v:rate': numberOrNull(change?.rate),
      'v:sigma(rate)': numberOrNull(change?.sigma),
      'v:g-r': numberOrNull(pair?.value),
      'v:sigma(g-r)': numberOrNull(pair?.error),
      'v:rate(g-r)': numberOrNull(pair?.rate),
      'v:sigma(rate(g-r))': numberOrNull(pair?.sigma),
    };
  });
}
