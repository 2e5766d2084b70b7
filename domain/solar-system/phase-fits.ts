import { fitPhaseCurve, type NoFit, type PhaseFit } from '#domain/phase/fit-phase-curve.ts';
import { hg, hg1g2, hg12, type PhaseModel, shg1g2, socca } from '#domain/phase/phase-models.ts';
import type { PhaseModelName } from './phase-model-names.ts';
import { spinStarts } from './rotation-search.ts';
import type { SsoObservation } from './sso-points.ts';

const models = { hg, hg12, hg1g2, shg1g2, socca } satisfies Record<PhaseModelName, PhaseModel>;

export function phaseModel(name: PhaseModelName): PhaseModel {
  return models[name];
}

export interface PhaseFitRequest {
  readonly model: PhaseModelName;
  readonly observations: readonly SsoObservation[];
  /** By their errors; else all count the same, as in Fink's SSoFT table. */
  readonly weighted: boolean;
  /** Rotation period that SOCCA begins with, hours; null: searched for. */
  readonly periodHours: number | null;
}

export interface PhaseParameter {
  /** `H`, `G1`, `R`, … */
  readonly name: string;
  /** Null: common to all bands. */
  readonly band: string | null;
  readonly value: number;
  readonly error: number | undefined;
}

/** A fitted phase curve, as it can be sent between threads. */
export interface PhaseFitResult {
  readonly model: PhaseModelName;
  readonly parameters: readonly PhaseParameter[];
  /** Observed − modelled, by observation, mag. */
  readonly residuals: Float64Array;
  /** Parameters of one band and the common ones, in the order of the model, by band. */
  readonly valuesByBand: ReadonlyMap<string, readonly number[]>;
  readonly rms: number;
  readonly rmsByBand: ReadonlyMap<string, number>;
  readonly chi2red: number;
  readonly freedom: number;
  readonly settled: boolean;
}

type Start = Readonly<Record<string, number>>;

/** Poles from which fits of a shape begin; opposite ones look alike. */
const poles: readonly Start[] = [0.4, 2, 3.5, 5].flatMap((alpha0) => [-0.6, 0.6].map((delta0) => ({ alpha0, delta0 })));

/** Steps of each of several starts; the best is then followed to its end. */
const firstSteps = 25;

/** Fits a phase curve, all bands together; each turn of the generator is some share of the work done. */
export function* phaseFitSteps(request: PhaseFitRequest): Generator<number, PhaseFitResult | NoFit> {
  const { model: name, observations, weighted } = request;
  const model = phaseModel(name);
  const fitFrom = (start: Start, iterations?: number): PhaseFit | NoFit =>
    fitPhaseCurve(model, observations, { weighted, loss: 'soft-l1', start, iterations });
  const misfit = ({ rms, chi2red }: PhaseFit): number => (weighted ? chi2red : rms);
  const starts = yield* startsOf(request);
  const isOne = starts.length === 1;
  let best: PhaseFit | undefined;
  for (const [index, start] of starts.entries()) {
    const found = fitFrom(start, isOne ? undefined : firstSteps);
    if (typeof found === 'string') return found;
    if (best === undefined || misfit(found) < misfit(best)) best = found;
    yield 0.5 + (0.4 * (index + 1)) / starts.length;
  }
  if (best === undefined) return 'too-few';
  const end = isOne ? best : fitFrom(startFrom(best));
  yield 1;
  return typeof end === 'string' ? end : resultFrom(name, observations, end);
}

function startFrom({ parameters }: PhaseFit): Start {
  return Object.fromEntries([...parameters].map(([key, { value }]) => [key, value]));
}

function* startsOf(request: PhaseFitRequest): Generator<number, readonly Start[]> {
  if (request.model === 'shg1g2') return poles;
  if (request.model !== 'socca') return [{}];
  const { observations, periodHours } = request;
  const found = yield* spinStarts(observations, periodHours === null ? null : periodHours / 24);
  return found.length > 0 ? found.map((start) => ({ ...start })) : [{}];
}

function resultFrom(name: PhaseModelName, observations: readonly SsoObservation[], fit: PhaseFit): PhaseFitResult {
  const model = phaseModel(name);
  const bands = [...new Set(observations.map(({ band }) => band))].sort();
  const value = (key: string): number => fit.parameters.get(key)?.value ?? Number.NaN;
  const common = model.common.map((parameter) => value(parameter.name));
  const parameterOf = (parameter: string, band: string | null): PhaseParameter => {
    const found = fit.parameters.get(band === null ? parameter : `${parameter}_${band}`);
    return { name: parameter, band, value: found?.value ?? Number.NaN, error: found?.error };
  };
  return {
    model: name,
    parameters: [
      ...bands.flatMap((band) => model.perBand.map((one) => parameterOf(one.name, band))),
      ...model.common.map((one) => parameterOf(one.name, null)),
    ],
    residuals: fit.residuals,
    valuesByBand: new Map(
      bands.map((band) => [band, [...model.perBand.map((one) => value(`${one.name}_${band}`)), ...common]]),
    ),
    rms: fit.rms,
    rmsByBand: fit.rmsByBand,
    chi2red: fit.chi2red,
    freedom: observations.length - fit.parameters.size,
    settled: fit.end !== 'budget',
  };
}

/**
 * The part of a model that depends on the phase angle alone, by band: what the object would show if it were a sphere. Models with a shape
 * add to it what aspect and rotation do.
 */
export function sphereMagnitude(fit: PhaseFitResult, band: string): (phaseDeg: number) => number {
  const hasShape = phaseModel(fit.model).common.length > 0;
  const model = hasShape ? hg1g2 : phaseModel(fit.model);
  const values = fit.valuesByBand.get(band) ?? [];
  return (phaseDeg) =>
    model.magnitude({ magnitude: 0, sigma: 1, phase: (phaseDeg * Math.PI) / 180, ra: 0, dec: 0, band }, values);
}
