import type { BandName } from '#domain/surveys/survey.ts';

/** A score of alerts that is followed over time. */
export interface ScoreRule {
  readonly column: string;
  readonly label: string;
  /** From where on the broker takes it as a yes. */
  readonly threshold?: number;
  /** Smallest and largest value; absent: as the values are. */
  readonly range?: { readonly from: number; readonly to: number };
  /** False for values that mean "not computed". */
  isComputed(value: number): boolean;
  /** The broker writes 0 both for "no" and for an alert that it did not classify. */
  readonly zeroIsUnclear?: true;
  /** Detections up to the alert that it needs in each of these bands; with fewer a 0 is no answer. */
  readonly needs?: { readonly bands: readonly BandName[]; readonly detections: number };
}

const range = { from: 0, to: 1 } as const;
const share = { range, isComputed: (value: number) => value >= 0 && value <= 1 } as const;
/** Of a network, whose softmax is never 0: the broker writes 0 where it did not run. */
const network = { range, isComputed: (value: number) => value > 0 && value <= 1 } as const;
/** Of a forest, which says 0 where all its trees say no. */
const forest = { ...share, zeroIsUnclear: true } as const;
/** A sigmoid has three parameters, and one is fitted in each band. */
const sigmoids = { bands: ['g', 'r'], detections: 3 } as const;

/** Scores of transients of both surveys, those that say most first. */
export const scoreRules: readonly ScoreRule[] = [
  { column: 'd:snn_snia_vs_nonia', label: 'SN Ia (SuperNNova)', threshold: 0.5, ...network },
  { column: 'd:snn_sn_vs_all', label: 'Supernova (SuperNNova)', threshold: 0.5, ...network },
  { column: 'd:rf_snia_vs_nonia', label: 'Early SN Ia (RF)', threshold: 0.5, ...forest, needs: sigmoids },
  { column: 'd:slsn_score', label: 'Superluminous SN', ...share },
  { column: 'd:rf_kn_vs_nonkn', label: 'Kilonova (RF)', threshold: 0.5, ...forest },
  { column: 'd:anomaly_score', label: 'Anomaly (lower is stranger)', isComputed: Number.isFinite },
  { column: 'i:drb', label: 'Real/bogus, deep', threshold: 0.5, ...share },
  { column: 'i:classtar', label: 'Star-like (classtar)', threshold: 0.4, ...share },
  { column: 'f:clf_earlySNIa_score', label: 'Early SN Ia (RF)', threshold: 0.5, ...share },
  { column: 'f:clf_snnSnVsOthers_score', label: 'Supernova (SuperNNova)', threshold: 0.5, ...share },
  { column: 'f:clf_cats_score', label: 'Best class of CATS', ...share },
  { column: 'r:reliability', label: 'Reliability', ...share },
];
