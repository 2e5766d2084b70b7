import type { TableColumn } from '#server/formats/table.ts';
import { computedColumn, numbersOf, type TableDraft, textsOf } from './table-draft.ts';

/** Filters whose rates and colours are given: g and r. */
const [g, r] = [1, 2];
/** Two measurements this far apart at most, days, make a colour. */
const pairDays = 0.3;

const names = ['rate', 'sigma(rate)', 'g-r', 'sigma(g-r)', 'rate(g-r)', 'sigma(rate(g-r))'] as const;
type RateName = (typeof names)[number];

interface Measurement {
  readonly row: number;
  readonly jd: number;
  readonly filter: number;
  readonly mag: number;
  readonly sigma: number;
}

/** A g point with the r point nearest in time. */
interface ColourPair {
  readonly jd: number;
  readonly colour: number;
  readonly sigma: number;
  readonly rate: number | null;
  readonly rateSigma: number | null;
}

/** Of ascending times, the index nearest to `jd` and at most `pairDays` away; −1 where there is none. */
function nearestWithin(points: readonly { readonly jd: number }[], jd: number): number {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.jd ?? 0) < jd) low = middle + 1;
    else high = middle;
  }
  const distance = (index: number): number => Math.abs((points[index]?.jd ?? Number.POSITIVE_INFINITY) - jd);
  const nearest = distance(low - 1) <= distance(low) ? low - 1 : low;
  return distance(nearest) <= pairDays ? nearest : -1;
}

function colourPairs(inG: readonly Measurement[], inR: readonly Measurement[]): ColourPair[] {
  const pairs: ColourPair[] = [];
  for (const point of inG) {
    const other = inR[nearestWithin(inR, point.jd)];
    if (other === undefined) continue;
    const colour = point.mag - other.mag;
    const sigma = Math.hypot(point.sigma, other.sigma);
    const before = pairs.at(-1);
    const rate = before === undefined ? null : (colour - before.colour) / (point.jd - before.jd);
    pairs.push({ jd: point.jd, colour, sigma, rate, rateSigma: before ? Math.hypot(sigma, before.sigma) : null });
  }
  return pairs;
}

function measurementsByObject(draft: TableDraft, rows: readonly number[]): Iterable<Measurement[]> {
  const objectIds = textsOf(draft, 'i:objectId');
  const [jd, fid] = [numbersOf(draft, 'i:jd'), numbersOf(draft, 'i:fid')];
  const [mag, sigma] = [numbersOf(draft, 'i:magpsf'), numbersOf(draft, 'i:sigmapsf')];
  const byObject = new Map<string, Measurement[]>();
  const at = (values: Float64Array, row: number): number => values[row] ?? Number.NaN;
  for (const row of rows) {
    if (Number.isNaN(at(jd, row))) continue;
    const id = objectIds[row] ?? '';
    const list = byObject.get(id) ?? [];
    list.push({ row, jd: at(jd, row), filter: at(fid, row), mag: at(mag, row), sigma: at(sigma, row) });
    byObject.set(id, list);
  }
  for (const list of byObject.values()) list.sort((a, b) => a.jd - b.jd);
  return byObject.values();
}

/**
 * Rate and colour columns, by object: change of magnitude since the measurement before in the same filter, and colour of the pair of g and r
 * nearest in time. The errors of rates are those of the differences, not divided by the interval, as the API has always sent them.
 */
export function ztfRateColumns(draft: TableDraft, rows: readonly number[]): TableColumn[] {
  const empty = (): (number | null)[] => Array.from({ length: draft.rowCount }, () => null);
  const values = new Map(names.map((name): [RateName, (number | null)[]] => [name, empty()]));
  const set = (name: RateName, row: number, value: number | null): void => {
    const list = values.get(name);
    if (list !== undefined) list[row] = value !== null && Number.isFinite(value) ? value : null;
  };
  for (const points of measurementsByObject(draft, rows)) {
    const inG = points.filter(({ filter }) => filter === g);
    const inR = points.filter(({ filter }) => filter === r);
    for (const list of [inG, inR]) {
      list.forEach((point, index) => {
        const before = list[index - 1];
        if (before === undefined) return;
        set('rate', point.row, (point.mag - before.mag) / (point.jd - before.jd));
        set('sigma(rate)', point.row, Math.hypot(point.sigma, before.sigma));
      });
    }
    const pairs = colourPairs(inG, inR);
    for (const { row, jd } of points) {
      const pair = pairs[nearestWithin(pairs, jd)];
      if (pair === undefined) continue;
      set('g-r', row, pair.colour);
      set('sigma(g-r)', row, pair.sigma);
      set('rate(g-r)', row, pair.rate);
      set('sigma(rate(g-r))', row, pair.rateSigma);
    }
  }
  return names.map((name) => computedColumn(`v:${name}`, 'double', values.get(name) ?? empty()));
}
