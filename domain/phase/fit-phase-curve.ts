import {
  type FitEnd,
  type LeastSquaresProblem,
  type LeastSquaresResult,
  leastSquares,
  leastSquaresInTurns,
} from '#domain/fit/least-squares.ts';
import type { ParameterRange, PhaseModel, PhaseObservation } from './phase-models.ts';

export interface PhaseFitOptions {
  /** Residuals in units of their errors, and errors of parameters from them; else all count the same, as the SSoFT table is made. */
  readonly weighted?: boolean;
  readonly loss?: 'squares' | 'soft-l1';
  /** Steps at most. */
  readonly iterations?: number;
  /** Where parameters begin, by name, instead of the model's own start. */
  readonly start?: Readonly<Record<string, number>>;
}

export interface FittedParameter {
  readonly value: number;
  /** 1σ; undefined where the data do not constrain it. */
  readonly error: number | undefined;
}

export interface PhaseFit {
  /** `H_g`, `G1_g`, … by band, then the common ones (`R`, `alpha0`, …; angles in radians). */
  readonly parameters: ReadonlyMap<string, FittedParameter>;
  /** Observed − modelled magnitude, by observation. */
  readonly residuals: Float64Array;
  readonly rms: number;
  readonly rmsByBand: ReadonlyMap<string, number>;
  /** χ² of the stated errors by degree of freedom; NaN without any. */
  readonly chi2red: number;
  readonly end: FitEnd;
}

/** Why there is no fit: a value is no number, or there are not more observations than parameters. */
export type NoFit = 'bad-values' | 'too-few';

interface Prepared {
  readonly problem: LeastSquaresProblem;
  result(found: LeastSquaresResult): PhaseFit;
}

/** Fits a model to the reduced magnitudes of one object, all bands together: the parameters of a band are its own. */
export function fitPhaseCurve(
  model: PhaseModel,
  observations: readonly PhaseObservation[],
  options: PhaseFitOptions = {},
): PhaseFit | NoFit {
  const prepared = prepare(model, observations, options);
  return typeof prepared === 'string' ? prepared : prepared.result(leastSquares(prepared.problem));
}

/** The same with other work let in between the steps. @throws the reason of the signal. */
export async function fitPhaseCurveInTurns(
  model: PhaseModel,
  observations: readonly PhaseObservation[],
  options: PhaseFitOptions & { readonly pause: () => Promise<void>; readonly signal?: AbortSignal },
): Promise<PhaseFit | NoFit> {
  const prepared = prepare(model, observations, options);
  return typeof prepared === 'string'
    ? prepared
    : prepared.result(await leastSquaresInTurns(prepared.problem, options));
}

function prepare(
  model: PhaseModel,
  observations: readonly PhaseObservation[],
  options: PhaseFitOptions,
): Prepared | NoFit {
  const bands = [...new Set(observations.map(({ band }) => band))].sort();
  const ranges: ParameterRange[] = [
    ...bands.flatMap((band) => model.perBand.map((one) => ({ ...one, name: `${one.name}_${band}` }))),
    ...model.common,
  ];
  if (observations.length <= ranges.length) return 'too-few';
  if (!observations.every((one) => isUsable(one, options))) return 'bad-values';
  const width = model.perBand.length;
  const known = observations.map((one) => ({ ...one, basis: model.basis(one.phase), at: bands.indexOf(one.band) }));
  const residuals = (parameters: Float64Array, out: Float64Array): void => {
    const common = Array.from(parameters.subarray(bands.length * width));
    const values = bands.map((_, band) => [...parameters.subarray(band * width, (band + 1) * width), ...common]);
    for (const [index, observation] of known.entries()) {
      const difference = model.magnitude(observation, values[observation.at] ?? []) - observation.magnitude;
      out[index] = options.weighted ? difference / observation.sigma : difference;
    }
  };
  const problem: LeastSquaresProblem = {
    residuals,
    count: observations.length,
    start: ranges.map(({ name, start, lower, upper }) =>
      Math.min(upper, Math.max(lower, options.start?.[name] ?? start)),
    ),
    lower: ranges.map(({ lower }) => lower),
    upper: ranges.map(({ upper }) => upper),
    loss: options.loss,
    iterations: options.iterations,
  };
  return { problem, result: (found) => fitFrom(found, { ranges, bands, observations, options }) };
}

function isUsable({ magnitude, phase, ra, dec, sigma }: PhaseObservation, { weighted }: PhaseFitOptions): boolean {
  return Number.isFinite(magnitude + phase + ra + dec) && (!weighted || (Number.isFinite(sigma) && sigma > 0));
}

function fitFrom(
  found: LeastSquaresResult,
  about: {
    readonly ranges: readonly ParameterRange[];
    readonly bands: readonly string[];
    readonly observations: readonly PhaseObservation[];
    readonly options: PhaseFitOptions;
  },
): PhaseFit {
  const { ranges, bands, observations, options } = about;
  const freedom = observations.length - ranges.length;
  const residuals = found.residuals.map((value, i) => -value * (options.weighted ? (observations[i]?.sigma ?? 1) : 1));
  const meanSquare = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value ** 2, 0) / values.length;
  // Without stated errors the scatter about the model stands for them.
  const scale = options.weighted ? 1 : (meanSquare([...residuals]) * observations.length) / freedom;
  const size = ranges.length;
  const parameters = ranges.map(({ name }, i): [string, FittedParameter] => {
    const variance = found.covariance?.[i * size + i];
    const error = variance !== undefined && variance >= 0 ? Math.sqrt(variance * scale) : undefined;
    return [name, { value: found.parameters[i] ?? Number.NaN, error }];
  });
  const chiSquare = residuals.reduce((sum, value, i) => sum + (value / (observations[i]?.sigma ?? Number.NaN)) ** 2, 0);
  const inBand = (band: string): number[] => [...residuals].filter((_, i) => observations[i]?.band === band);
  return {
    parameters: new Map(parameters),
    residuals,
    rms: Math.sqrt(meanSquare([...residuals])),
    rmsByBand: new Map(bands.map((band) => [band, Math.sqrt(meanSquare(inBand(band)))])),
    chi2red: chiSquare / freedom,
    end: found.end,
  };
}
