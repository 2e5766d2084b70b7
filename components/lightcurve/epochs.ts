import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';

/** Alert ids that can be selected, oldest first: the points that carry an alert. */
export function epochsOf(curve: Lightcurve): readonly string[] {
  return curve.alertId.filter((id) => id !== '');
}

/** The alert `step` epochs later (earlier when negative), stopping at the ends; an unknown one counts as the last. */
export function epochAfter(epochs: readonly string[], alertId: string, step: number): string | undefined {
  const known = epochs.indexOf(alertId);
  const at = known < 0 ? epochs.length - 1 : known;
  return epochs[Math.min(epochs.length - 1, Math.max(0, at + step))];
}
