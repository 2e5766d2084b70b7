import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { type RateInput, rateColumnsOf } from '#domain/rates.ts';
import type { BandName } from '#domain/surveys/survey.ts';

/** A value of one epoch with its 1σ. */
export interface Change {
  readonly mjd: number;
  readonly value: number;
  readonly error: number;
}

/** How colour and brightness go. */
export interface Evolution {
  /** g − r at epochs of g, mag. */
  readonly colour: readonly Change[];
  /** Change of g − r since the epoch of g before, mag/day. */
  readonly colourRate: readonly Change[];
  /** By band: change since the detection before in that band, mag/day. */
  readonly rates: ReadonlyMap<BandName, readonly Change[]>;
}

/** A g and an r epoch belong together within this time, days. */
export const colourToleranceDays = 0.3;

type MagnitudeCurve = Pick<Lightcurve, 'mjd' | 'band' | 'kind' | 'mag' | 'magErr'>;

/** Changes over less than this, days, are differences of one visit, not rates. */
const leastDays = 0.01;

/**
 * Colour and rates of the detections of a light curve, from difference magnitudes: the definitions of {@link rateColumnsOf}, for every
 * band, with σ/Δt as the error of a rate.
 */
export function evolutionOf(curve: MagnitudeCurve): Evolution {
  const bands = [...new Set(curve.band)];
  const rowsOf = (codes: Partial<Record<BandName, number>>): RateInput[] =>
    curve.kind.flatMap((kind, i) => {
      const band = curve.band[i];
      const fid = band === undefined ? undefined : codes[band];
      const magpsf = curve.mag[i] ?? Number.NaN;
      if (kind !== 'detection' || fid === undefined || !Number.isFinite(magpsf)) return [];
      return [{ jd: curve.mjd[i] ?? Number.NaN, fid, magpsf, sigmapsf: curve.magErr[i] ?? Number.NaN }];
    });
  const both = rowsOf({ g: 1, r: 2 });
  const colours = rateColumnsOf(both).map((columns, i) => ({ ...columns, row: both[i] }));
  const ofG = colours.filter(({ row }) => row?.fid === 1);
  const change = (row: RateInput | undefined, value: number | null, error: number | null): Change[] =>
    row === undefined || value === null || error === null ? [] : [{ mjd: row.jd, value, error }];
  return {
    colour: ofG.flatMap((one) => change(one.row, one['v:g-r'], one['v:sigma(g-r)'])),
    colourRate: ofG.flatMap((one) => change(one.row, one['v:rate(g-r)'], one['v:sigma(rate(g-r))'])),
    rates: new Map(
      bands.map((band) => {
        const rows = spaced(rowsOf({ [band]: 1 }));
        const rates = rateColumnsOf(rows);
        return [
          band,
          rows.flatMap((row, i) => change(row, rates[i]?.['v:rate'] ?? null, rates[i]?.['v:sigma(rate)'] ?? null)),
        ];
      }),
    ),
  };
}

/** Without epochs that follow another within a few minutes. */
function spaced(rows: readonly RateInput[]): readonly RateInput[] {
  const kept: RateInput[] = [];
  for (const row of rows) if (row.jd - (kept.at(-1)?.jd ?? Number.NEGATIVE_INFINITY) > leastDays) kept.push(row);
  return kept;
}
