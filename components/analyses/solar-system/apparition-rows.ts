import { isoFromMjd } from '#domain/object/format-value.ts';
import type { PhaseFitResult } from '#domain/solar-system/phase-fits.ts';
import type { SsoColumns } from '#domain/solar-system/sso-columns.ts';
import { apparitionsOf, type SsoObservation } from '#domain/solar-system/sso-points.ts';
import { meanOf, sampleDeviation } from '#domain/statistics/deviation.ts';

/** One apparition: when, how often, and how bright against the fit of all. */
export interface ApparitionRow {
  /** From 1. */
  readonly number: number;
  readonly from: string;
  readonly to: string;
  readonly alerts: number;
  /** Rows of the columns. */
  readonly rows: ReadonlySet<number>;
  /** H of the fit by band, shifted by the mean of what it leaves over in this apparition; NaN without. */
  readonly h: ReadonlyMap<string, { readonly value: number; readonly error: number }>;
}

/** The apparitions of an object, oldest first. */
export function apparitionRows(
  columns: SsoColumns,
  observations: readonly SsoObservation[],
  fit: PhaseFitResult | undefined,
): readonly ApparitionRow[] {
  const numbers = apparitionsOf(columns.mjd);
  const count = (numbers.at(-1) ?? -1) + 1;
  return Array.from({ length: count }, (_, index) => {
    const rows = numbers.flatMap((number, row) => (number === index ? [row] : []));
    const own = new Set(rows);
    return {
      number: index + 1,
      from: isoFromMjd(columns.mjd[rows[0] ?? 0] ?? Number.NaN).slice(0, 10),
      to: isoFromMjd(columns.mjd[rows.at(-1) ?? 0] ?? Number.NaN).slice(0, 10),
      alerts: rows.length,
      rows: own,
      h: fit === undefined ? new Map() : absoluteMagnitudes(observations, fit, own),
    };
  });
}

function absoluteMagnitudes(observations: readonly SsoObservation[], fit: PhaseFitResult, own: ReadonlySet<number>) {
  const found = new Map<string, { value: number; error: number }>();
  for (const [band, [h = Number.NaN]] of fit.valuesByBand) {
    const left = observations.flatMap((one, i) =>
      one.band === band && own.has(one.row) ? [fit.residuals[i] ?? Number.NaN] : [],
    );
    if (left.length < 2) continue;
    found.set(band, { value: h + meanOf(left), error: sampleDeviation(left) / Math.sqrt(left.length) });
  }
  return found;
}
