import { meanOf } from '#domain/statistics/deviation.ts';
import { ascending, median, quantile } from '#domain/statistics/quantile.ts';
import type { BandName } from '#domain/surveys/survey.ts';

/** Flux of the source itself (reference and difference together) at one epoch, µJy. */
export interface SourceFlux {
  readonly mjd: number;
  readonly band: BandName;
  readonly flux: number;
  readonly fluxErr: number;
}

/** A flux in units of the object's median. */
export interface StandardFlux extends SourceFlux {
  readonly value: number;
  readonly error: number;
}

/** Fluxes of all bands on one scale. */
export interface Standardised<Point extends StandardFlux = StandardFlux> {
  /** Oldest first. */
  readonly points: readonly Point[];
  /** By band, µJy: what a value of 1 is there. */
  readonly medians: ReadonlyMap<BandName, number>;
  /** Windows of half a day that hold every band; 0 = medians of all epochs of each band. */
  readonly windows: number;
  /** Fluxes from before the medians begin: they have values, but count for no median of a band. */
  readonly before: number;
}

/** Epochs of one night: days. */
export const windowDays = 0.5;

/**
 * Brings the fluxes of all bands to one scale: each divided by the median of its band, then all by the median of all.
 *
 * With several bands the median of a band is over its means in windows of half a day (counted from the first epoch) that hold every
 * band, so that no band is favoured by when it was observed; where there is no such window, and for a single band, it is the median of
 * its epochs. Only fluxes from `sinceMjd` on count for the medians of bands. Points without finite flux, or of a band whose median is
 * not positive, are left out; the others keep what else they carry.
 */
export function standardise<Flux extends SourceFlux>(
  fluxes: readonly Flux[],
  sinceMjd = Number.NEGATIVE_INFINITY,
): Standardised<Flux & StandardFlux> {
  const usable = fluxes.filter(({ flux }) => Number.isFinite(flux)).sort((a, b) => a.mjd - b.mjd);
  const { medians, windows } = mediansOf(usable.filter(({ mjd }) => mjd >= sinceMjd));
  const scaled = usable.flatMap((one) => {
    const unit = medians.get(one.band);
    return unit === undefined ? [] : [{ ...one, value: one.flux / unit, error: one.fluxErr / unit }];
  });
  const middle = median(scaled.map(({ value }) => value));
  return {
    points: scaled.map((one) => ({ ...one, value: one.value / middle, error: one.error / middle })),
    medians: new Map([...medians].map(([band, ofBand]) => [band, ofBand * middle])),
    windows,
    before: scaled.filter(({ mjd }) => mjd < sinceMjd).length,
  };
}

const fluxesIn = (fluxes: readonly SourceFlux[], band: BandName): readonly number[] =>
  fluxes.filter((one) => one.band === band).map(({ flux }) => flux);

/** Positive medians of the bands, and how many windows they come from. */
function mediansOf(sorted: readonly SourceFlux[]): Pick<Standardised, 'medians' | 'windows'> {
  const bands = [...new Set(sorted.map(({ band }) => band))];
  const windows = bands.length > 1 ? commonWindows(sorted, bands.length) : [];
  const medians = new Map<BandName, number>();
  for (const band of bands) {
    const values =
      windows.length > 0 ? windows.map((window) => meanOf(fluxesIn(window, band))) : fluxesIn(sorted, band);
    const middle = median(values);
    if (middle > 0) medians.set(band, middle);
  }
  return { medians, windows: windows.length };
}

function commonWindows(sorted: readonly SourceFlux[], bands: number): readonly (readonly SourceFlux[])[] {
  const first = sorted[0]?.mjd ?? 0;
  const windows = new Map<number, SourceFlux[]>();
  for (const one of sorted) {
    const index = Math.floor((one.mjd - first) / windowDays);
    const window = windows.get(index) ?? [];
    window.push(one);
    windows.set(index, window);
  }
  return [...windows.values()].filter((window) => new Set(window.map(({ band }) => band)).size === bands);
}

export type BlazarState = 'low' | 'middle' | 'high';

/** Where the extreme states begin. */
export interface Thresholds {
  /** Percentiles q and 100 − q of all standardised fluxes. */
  readonly low: number;
  readonly high: number;
}

export function thresholdsOf({ points }: Standardised, q: number): Thresholds {
  const values = ascending(points.map(({ value }) => value));
  return { low: quantile(values, q / 100), high: quantile(values, (100 - q) / 100) };
}

/** Low up to the lower threshold, high from the upper one on. */
export function stateOf(value: number, { low, high }: Thresholds): BlazarState {
  return value <= low ? 'low' : value >= high ? 'high' : 'middle';
}

/** Days during which the source stayed in one state without an epoch in another. */
export interface Episode {
  readonly state: BlazarState;
  readonly fromMjd: number;
  readonly toMjd: number;
  readonly epochs: number;
}

/** Runs of epochs in the same state, oldest first. */
export function episodesOf({ points }: Standardised, thresholds: Thresholds): readonly Episode[] {
  const episodes: Episode[] = [];
  for (const { mjd, value } of points) {
    const state = stateOf(value, thresholds);
    const last = episodes.at(-1);
    if (last?.state === state) episodes[episodes.length - 1] = { ...last, toMjd: mjd, epochs: last.epochs + 1 };
    else episodes.push({ state, fromMjd: mjd, toMjd: mjd, epochs: 1 });
  }
  return episodes;
}
