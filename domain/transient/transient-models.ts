import type { TransientModelName } from './transient-model-names.ts';

/** A parameter of one band: where a fit begins, and its bounds. Times in days, `A` and `B` in units of the band's brightest flux. */
export interface BandParameter {
  readonly name: string;
  readonly unit?: 'µJy' | 'd' | '1/d';
  readonly start: number;
  readonly lower: number;
  readonly upper: number;
  /** What it is, for the table of parameters. */
  readonly meaning: string;
}

/** Flux of a transient by time; one set of values a band, the time t₀ shared by all bands. */
export interface TransientModel {
  readonly name: TransientModelName;
  readonly title: string;
  /** Where the formula is published. */
  readonly reference: string;
  readonly perBand: readonly BandParameter[];
  /** Flux at `days` after t₀, in the unit of the first value. */
  flux(days: number, values: readonly number[]): number;
}

const amplitude: BandParameter = {
  name: 'A',
  unit: 'µJy',
  start: 1,
  lower: 0,
  upper: 1000,
  meaning: 'scale of the flux',
};
const rise: BandParameter = { name: 'rise', unit: 'd', start: 4, lower: 0.05, upper: 150, meaning: 'time of the rise' };
const fall: BandParameter = {
  name: 'fall',
  unit: 'd',
  start: 25,
  lower: 0.5,
  upper: 1000,
  meaning: 'time of the decline',
};

/** 1/(1 + e^(−x)) without overflow. */
function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const power = Math.exp(x);
  return power / (1 + power);
}

/** e^(−t/fall) · sigmoid(t/rise), where the first factor alone may overflow long before t₀. */
function bazinShape(days: number, riseDays: number, fallDays: number): number {
  if (days >= 0) return Math.exp(-days / fallDays) * sigmoid(days / riseDays);
  return Math.exp(days * (1 / riseDays - 1 / fallDays)) / (1 + Math.exp(days / riseDays));
}

/** A·e^(−t/fall) / (1 + e^(−t/rise)): Bazin et al. 2009 (A&A 499, 653), eq. 1, without its constant. */
const bazin: TransientModel = {
  name: 'bazin',
  title: 'Bazin 2009',
  reference: 'Bazin et al. 2009, A&A 499, 653',
  perBand: [amplitude, rise, fall],
  flux: (days, [scale = Number.NaN, riseDays = Number.NaN, fallDays = Number.NaN]) =>
    scale * bazinShape(days, riseDays, fallDays),
};

/**
 * A(1 − βt)·S before t₁ = t₀ + γ, and A(1 − βγ)·e^(−(t − γ)/fall)·S from there on, with S = 1/(1 + e^(−t/rise)): Villar et al. 2019
 * (ApJ 884, 83), eq. 1, with the slope of the plateau as a share of A a day, so that it has one meaning at every brightness.
 */
const villar: TransientModel = {
  name: 'villar',
  title: 'Villar 2019',
  reference: 'after Villar et al. 2019, ApJ 884, 83',
  perBand: [
    amplitude,
    { name: 'slope', unit: '1/d', start: 0.005, lower: 0, upper: 0.04, meaning: 'decline on the plateau, share of A' },
    { name: 'plateau', unit: 'd', start: 12, lower: 0, upper: 25, meaning: 'length of the plateau' },
    rise,
    fall,
  ],
  flux(days, values) {
    const [scale = Number.NaN, slope = Number.NaN, plateau = Number.NaN, riseDays = Number.NaN, fallDays = Number.NaN] =
      values;
    const level = scale * (1 - slope * Math.min(days, plateau)) * sigmoid(days / riseDays);
    return days < plateau ? level : level * Math.exp(-(days - plateau) / fallDays);
  },
};

const models = { bazin, villar } satisfies Record<TransientModelName, TransientModel>;

export function transientModel(name: TransientModelName): TransientModel {
  return models[name];
}

/** The same with a constant flux `B` in each band: what a reference that holds some of the transient leaves behind. */
export function withBaseline(model: TransientModel): TransientModel {
  const count = model.perBand.length;
  return {
    ...model,
    perBand: [...model.perBand, { name: 'B', unit: 'µJy', start: 0, lower: -2, upper: 2, meaning: 'constant flux' }],
    flux: (days, values) => model.flux(days, values) + (values[count] ?? 0),
  };
}
