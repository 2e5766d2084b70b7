import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import type { ScoreRule } from './score-list.ts';

/** What a number on the wire says: a score, a 0 that may be one, or that there is none. */
export type ScoreState = 'computed' | 'unclear' | 'absent';

/**
 * What the values of a score say, one a row of the curve (oldest first).
 *
 * A 0 that the broker also writes where its classifier did not run is unclear, unless the detections up to the alert are fewer
 * than the classifier needs: then there is no score. Rows that are no detections have none.
 */
export function scoreStates(curve: Lightcurve, rule: ScoreRule): readonly ScoreState[] {
  const values = curve.scores[rule.column];
  const { bands = [], detections: least = 0 } = rule.needs ?? {};
  const seen = new Map<string, number>();
  return curve.kind.map((kind, row): ScoreState => {
    if (kind !== 'detection') return 'absent';
    const band = curve.band[row] ?? '';
    seen.set(band, (seen.get(band) ?? 0) + 1);
    const value = values?.[row] ?? Number.NaN;
    if (!rule.isComputed(value)) return 'absent';
    if (value !== 0 || rule.zeroIsUnclear !== true) return 'computed';
    return bands.every((name) => (seen.get(name) ?? 0) >= least) ? 'unclear' : 'absent';
  });
}
