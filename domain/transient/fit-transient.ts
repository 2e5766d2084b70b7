import {
  type FitEnd,
  type LeastSquaresProblem,
  type LeastSquaresResult,
  leastSquares,
} from '#domain/fit/least-squares.ts';
import { abMagFromMicrojansky, magErrorFromFluxError } from '#domain/photometry/flux.ts';
import { median } from '#domain/statistics/quantile.ts';
import { type BandName, bandNames } from '#domain/surveys/survey.ts';
import type { TransientModelName } from './transient-model-names.ts';
import { type TransientModel, transientModel, withBaseline } from './transient-models.ts';
import { peakOf, spreadOf } from './transient-peak.ts';
import type { TransientPoint } from './transient-points.ts';

export interface TransientFitRequest {
  readonly model: TransientModelName;
  /** A constant flux in each band is fitted too. */
  readonly baseline: boolean;
  readonly points: readonly TransientPoint[];
}

/** A value with its 1σ; undefined where the data do not tell it (a parameter at its bound, for one). */
export interface Fitted {
  readonly value: number;
  readonly error: number | undefined;
}

export interface FittedTransientParameter extends Fitted {
  readonly name: string;
  readonly unit: 'µJy' | 'd' | '1/d' | undefined;
  readonly meaning: string;
  readonly atBound: boolean;
}

/** What a band's curve says; undefined where the model has no maximum. */
export interface TransientPeak {
  /** In the time scale of the points. */
  readonly mjd: Fitted;
  /** µJy. */
  readonly flux: Fitted;
  /** AB magnitude of the difference flux. */
  readonly mag: Fitted;
  /** From half of the peak's flux to the peak, days. */
  readonly riseDays: Fitted | undefined;
  /** Fading in the 15 days after the peak, mag. */
  readonly fade15: Fitted | undefined;
  /** False where date or brightness are as good as unknown: more than 30 days, or more than half a magnitude, or no error at all. */
  readonly told: boolean;
  /** The band has no point this late, or this early. */
  readonly beyond: boolean;
}

export interface TransientBand {
  readonly band: BandName;
  readonly points: number;
  readonly parameters: readonly FittedTransientParameter[];
  readonly peak: TransientPeak | undefined;
}

export interface TransientFit {
  readonly model: TransientModelName;
  readonly baseline: boolean;
  /** The time that the bands share, t₀, MJD. */
  readonly t0: Fitted;
  readonly bands: readonly TransientBand[];
  /** Bands with points at fewer times than a band has parameters, or fewer than two above zero: left out. */
  readonly leftOut: readonly BandName[];
  /** Sum of squared residuals in units of their errors, without the robust loss. */
  readonly chiSquare: number;
  /** Points − parameters. */
  readonly freedom: number;
  /**
   * Errors are multiplied by this: the scatter of residuals over errors, as 1.4826 × the median of their sizes × √(N/dof), where that
   * exceeds 1. Few outliers, that the robust fit ignores, leave it as it is.
   */
  readonly errorScale: number;
  readonly end: FitEnd;
}

/** Why there is no fit: no band has enough points at different times, some of them brighter than the reference. */
export type NoTransientFit = 'too-few';

/** Where fits begin: shift of t₀ from the brightest point, days, and factors on rise and fall. The best end wins. */
const starts = [-10, -3, 4].flatMap((shift) => [0.4, 1, 2.5].map((stretch) => ({ shift, stretch })));

/**
 * Fits a transient to difference fluxes, all bands together with one t₀, by robust least squares (soft L1 on residuals over errors).
 * Errors come from (JᵀJ)⁻¹ of the robust cost, enlarged where the model misses the data by more than their errors; those of peaks follow from them
 * to first order. Each turn of the generator is one start done, as a share of them.
 */
export function* fitTransientSteps(request: TransientFitRequest): Generator<number, TransientFit | NoTransientFit> {
  const setup = setUp(request);
  if (setup === undefined) return 'too-few';
  let best: LeastSquaresResult | undefined;
  for (const [index, start] of starts.entries()) {
    const found = leastSquares(problemOf(setup, start));
    if (best === undefined || found.cost < best.cost) best = found;
    yield (index + 1) / starts.length;
  }
  return best === undefined ? 'too-few' : fitFrom(request, setup, best);
}

interface Setup {
  readonly model: TransientModel;
  readonly bands: readonly BandName[];
  readonly leftOut: readonly BandName[];
  readonly used: readonly TransientPoint[];
  /** Brightest flux by band, µJy. */
  readonly scales: readonly number[];
  readonly epoch: number;
}

function setUp({ model: name, baseline, points }: TransientFitRequest): Setup | undefined {
  const model = baseline ? withBaseline(transientModel(name)) : transientModel(name);
  const all = bandNames.filter((name) => points.some(({ band }) => band === name));
  const enough = (band: BandName): boolean => {
    const own = points.filter((point) => point.band === band);
    const times = new Set(own.map(({ mjd }) => mjd)).size;
    return own.filter(({ flux }) => flux > 0).length >= 2 && times >= model.perBand.length;
  };
  const bands = all.filter(enough);
  const used = points.filter(({ band }) => bands.includes(band));
  if (used.length <= bands.length * model.perBand.length + 1) return undefined;
  const brightest = (of: readonly TransientPoint[]): TransientPoint | undefined =>
    of.reduce<TransientPoint | undefined>((most, one) => (one.flux > (most?.flux ?? 0) ? one : most), undefined);
  const scales = bands.map((band) => brightest(used.filter((point) => point.band === band))?.flux ?? 1);
  const relative = used.map((point) => ({ ...point, flux: point.flux / (scales[bands.indexOf(point.band)] ?? 1) }));
  const epoch = brightest(relative)?.mjd;
  if (epoch === undefined) return undefined;
  return { model, bands, leftOut: all.filter((band) => !enough(band)), used, scales, epoch };
}

/** Parameters: those of each band after each other, fluxes in units of its brightest point; t₀ − epoch last. */
function problemOf(setup: Setup, start: { readonly shift: number; readonly stretch: number }): LeastSquaresProblem {
  const { model, bands, used, scales, epoch } = setup;
  const width = model.perBand.length;
  const known = used.map((point) => ({ point, at: bands.indexOf(point.band) }));
  const isTime = (name: string): boolean => name === 'rise' || name === 'fall' || name === 'plateau';
  const ranges = bands.flatMap(() => model.perBand);
  return {
    count: used.length,
    loss: 'soft-l1',
    iterations: 400,
    start: [
      ...ranges.map(({ name, start: value, lower, upper }) =>
        Math.min(upper, Math.max(lower, isTime(name) ? value * start.stretch : value)),
      ),
      start.shift,
    ],
    lower: [...ranges.map(({ lower }) => lower), -100],
    upper: [...ranges.map(({ upper }) => upper), 100],
    residuals(parameters, out) {
      const t0 = epoch + (parameters[bands.length * width] ?? 0);
      const values = bands.map((_, band) => Array.from(parameters.subarray(band * width, (band + 1) * width)));
      known.forEach(({ point, at }, i) => {
        const flux = (scales[at] ?? 1) * model.flux(point.mjd - t0, values[at] ?? []);
        out[i] = (flux - point.flux) / point.fluxErr;
      });
    },
  };
}

function fitFrom(request: TransientFitRequest, setup: Setup, found: LeastSquaresResult): TransientFit {
  const { model, bands, used, scales, epoch } = setup;
  const width = model.perBand.length;
  const size = found.parameters.length;
  const chiSquare = found.residuals.reduce((sum, value) => sum + value * value, 0);
  const freedom = used.length - size;
  const errorScale = Math.max(1, 1.4826 * median(found.residuals.map(Math.abs)) * Math.sqrt(used.length / freedom));
  const spread = spreadOf(found, problemOf(setup, { shift: 0, stretch: 1 }), errorScale);
  const t0 = (parameters: Float64Array): number => epoch + (parameters[size - 1] ?? Number.NaN);
  return {
    model: request.model,
    baseline: request.baseline,
    t0: { value: t0(found.parameters), error: spread.errorOf(size - 1) },
    bands: bands.map((band, index) => {
      const scale = scales[index] ?? 1;
      const values = (parameters: Float64Array): readonly number[] => {
        const own = Array.from(parameters.subarray(index * width, (index + 1) * width));
        return own.map((value, i) => (model.perBand[i]?.unit === 'µJy' ? value * scale : value));
      };
      const fluxAt = (parameters: Float64Array) => {
        const [own, start] = [values(parameters), t0(parameters)];
        return (mjd: number): number => model.flux(mjd - start, own);
      };
      return {
        band,
        points: used.filter((point) => point.band === band).length,
        parameters: values(found.parameters).map((value, i) => {
          const error = spread.errorOf(index * width + i);
          const { name = '', unit, meaning = '' } = model.perBand[i] ?? {};
          const inUnit = error === undefined ? undefined : unit === 'µJy' ? error * scale : error;
          return { name, unit, meaning, value, error: inUnit, atBound: spread.isHeld(index * width + i) };
        }),
        peak: peakFrom(fluxAt, {
          found,
          spread,
          around: t0(found.parameters),
          points: used.filter((one) => one.band === band),
        }),
      };
    }),
    leftOut: setup.leftOut,
    chiSquare,
    freedom,
    errorScale,
    end: found.end,
  };
}

type FluxAt = (parameters: Float64Array) => (mjd: number) => number;

function peakFrom(
  fluxAt: FluxAt,
  about: {
    readonly found: LeastSquaresResult;
    readonly spread: ReturnType<typeof spreadOf>;
    readonly around: number;
    readonly points: readonly TransientPoint[];
  },
): TransientPeak | undefined {
  const { found, spread, around, points } = about;
  const span = { from: around - 250, to: around + 600 };
  const best = peakOf(fluxAt(found.parameters), span);
  if (best === undefined) return undefined;
  const of = (what: (flux: (mjd: number) => number, peak: number) => number | undefined): Fitted | undefined => {
    const measure = (parameters: Float64Array): number => {
      const flux = fluxAt(parameters);
      const peak = peakOf(flux, span, best.mjd);
      return (peak && what(flux, peak.mjd)) ?? Number.NaN;
    };
    const value = measure(found.parameters);
    return Number.isFinite(value) ? { value, error: spread.errorOfFunction(measure) } : undefined;
  };
  const mjd = of((_, peak) => peak);
  const flux = of((at, peak) => at(peak));
  if (mjd === undefined || flux === undefined || !(flux.value > 0)) return undefined;
  const mag: Fitted = {
    value: abMagFromMicrojansky(flux.value),
    error: flux.error === undefined ? undefined : magErrorFromFluxError(flux.value, flux.error),
  };
  const seen = points.filter(({ kind }) => kind !== 'limit').map((point) => point.mjd);
  return {
    mjd,
    flux,
    mag,
    told: (mjd.error ?? Number.POSITIVE_INFINITY) < 30 && (mag.error ?? Number.POSITIVE_INFINITY) < 0.5,
    beyond: mjd.value < Math.min(...seen) || mjd.value > Math.max(...seen),
    riseDays: of((at, peak) => riseOf(at, peak)),
    fade15: of((at, peak) => 2.5 * Math.log10(at(peak) / at(peak + 15))),
  };
}

/** Days from half of the peak's flux to the peak; undefined where the flux never was half. */
function riseOf(flux: (mjd: number) => number, peak: number): number | undefined {
  const half = flux(peak) / 2;
  let low = peak;
  for (let days = 1; days <= 512; days *= 2) {
    low = peak - days;
    if (flux(low) < half) break;
  }
  if (!(flux(low) < half)) return undefined;
  let high = peak;
  for (let turn = 0; turn < 60; turn++) {
    const middle = (low + high) / 2;
    if (flux(middle) < half) low = middle;
    else high = middle;
  }
  return peak - (low + high) / 2;
}

/** Flux of a fitted band at a time, µJy. */
export function transientFlux(fit: TransientFit, band: TransientBand): (mjd: number) => number {
  const model = fit.baseline ? withBaseline(transientModel(fit.model)) : transientModel(fit.model);
  const values = band.parameters.map(({ value }) => value);
  return (mjd) => model.flux(mjd - fit.t0.value, values);
}
