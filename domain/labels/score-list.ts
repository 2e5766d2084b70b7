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
}

const share = { range: { from: 0, to: 1 }, isComputed: (value: number) => value >= 0 && value <= 1 } as const;

/** Scores of transients of both surveys, those that say most first. */
export const scoreRules: readonly ScoreRule[] = [
  { column: 'd:snn_snia_vs_nonia', label: 'SN Ia (SuperNNova)', threshold: 0.5, ...share },
  { column: 'd:snn_sn_vs_all', label: 'Supernova (SuperNNova)', threshold: 0.5, ...share },
  { column: 'd:rf_snia_vs_nonia', label: 'Early SN Ia (RF)', threshold: 0.5, ...share },
  { column: 'd:slsn_score', label: 'Superluminous SN', ...share },
  { column: 'd:rf_kn_vs_nonkn', label: 'Kilonova (RF)', threshold: 0.5, ...share },
  { column: 'd:anomaly_score', label: 'Anomaly (lower is stranger)', isComputed: Number.isFinite },
  { column: 'i:drb', label: 'Real/bogus, deep', threshold: 0.5, ...share },
  { column: 'i:classtar', label: 'Star-like (classtar)', threshold: 0.4, ...share },
  { column: 'f:clf_earlySNIa_score', label: 'Early SN Ia (RF)', threshold: 0.5, ...share },
  { column: 'f:clf_snnSnVsOthers_score', label: 'Supernova (SuperNNova)', threshold: 0.5, ...share },
  { column: 'f:clf_cats_score', label: 'Best class of CATS', ...share },
  { column: 'r:reliability', label: 'Reliability', ...share },
];
