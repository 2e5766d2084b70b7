import { type Box, createBoxAt } from '#domain/periodogram/box.ts';
import type { Terms } from '#domain/periodogram/multiband-design.ts';
import { chi2Of, fitHarmonics, type HarmonicModel, reducedChi2 } from '#domain/periodogram/multiband-model.ts';
import { fainterOf, type PeriodQuantity } from '#domain/periodogram/period-points.ts';
import type { PeriodMethod } from '#domain/periodogram/period-search.ts';
import type { CentredSamples } from '#domain/periodogram/samples.ts';

/** A light curve folded with one frequency, and the model that is drawn through it. */
export interface PeriodFold {
  readonly frequency: number;
  /** MJD UTC at the Sun where the phase is 0: the brightest of the model in the first group, or the middle of the eclipse, nearest to the middle. */
  readonly epoch: number;
  /** Phase of a time at the Sun, 0 to 1. */
  phaseAt(time: number): number;
  /** The model in a group at a phase. */
  valueAtPhase(phase: number, group: number): number;
  /** From the faintest to the brightest of the model, by group. */
  readonly amplitudes: readonly number[];
  readonly chi2: number;
  /** χ²/(N − p), and N − p: the period counts where it was searched for. */
  readonly reduced: number;
  readonly free: number;
}

export interface FoldRequest {
  readonly method: PeriodMethod;
  readonly terms: Terms;
  readonly quantity: PeriodQuantity;
  readonly shift: number;
  /** The period was searched for, not set. */
  readonly searched: boolean;
}

/** A model over the phases of the centred samples. */
interface PhaseModel {
  readonly valueAt: (phase: number, group: number) => number;
  readonly parameters: number;
  /** Phase of what is put at 0. */
  readonly zero: number;
}

const turn = (phase: number): number => phase - Math.floor(phase);

function harmonicModel(model: HarmonicModel, fainter: 1 | -1): PhaseModel {
  const at = (k: number) => fainter * model.valueAtPhase(k / 500, 0);
  let brightest = 0;
  for (let k = 1; k < 500; k++) if (at(k) < at(brightest)) brightest = k;
  return { valueAt: model.valueAtPhase, parameters: model.parameters, zero: brightest / 500 };
}

function boxModel(box: Box, samples: CentredSamples, fainter: 1 | -1): PhaseModel {
  const valueAt = (phase: number, group: number) => {
    const isInside = turn(phase - box.from) < box.length;
    return (samples.mean[group] ?? 0) + box.outside + (isInside ? fainter * box.depth : 0);
  };
  // Levels of the bands, depth, begin and length.
  return { valueAt, parameters: samples.bands + 3, zero: turn(box.from + box.length / 2) };
}

/** Folds samples with a frequency, per day; the model is the box for box least squares, else the harmonics. */
export function foldWith(samples: CentredSamples, frequency: number, request: FoldRequest): PeriodFold {
  const fainter = fainterOf(request.quantity);
  const model =
    request.method === 'bls'
      ? boxModel(createBoxAt(samples, fainter)(frequency), samples, fainter)
      : harmonicModel(fitHarmonics(samples, request.terms, frequency), fainter);
  const chi2 = chi2Of(samples, (time, group) => model.valueAt(turn(time * frequency), group));
  const zero = model.zero - request.shift;
  return {
    frequency,
    epoch: samples.zero + (zero - Math.round(zero)) / frequency,
    phaseAt: (time) => turn((time - samples.zero) * frequency - zero),
    valueAtPhase: (phase, group) => model.valueAt(turn(phase + zero), group),
    amplitudes: Array.from({ length: samples.bands }, (_, group) => amplitude(model, group)),
    chi2,
    reduced: reducedChi2(chi2, samples.count, model.parameters, request.searched),
    free: samples.count - model.parameters - (request.searched ? 1 : 0),
  };
}

function amplitude({ valueAt }: PhaseModel, group: number): number {
  const values = Array.from({ length: 200 }, (_, k) => valueAt(k / 200, group));
  return Math.max(...values) - Math.min(...values);
}
