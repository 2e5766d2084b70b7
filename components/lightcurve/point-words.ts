import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { textFromNumber } from './axis-ticks.ts';
import { textFromMeasurement } from './measurement-text.ts';

/** What was measured at a row, as people write it: `19.31 ± 0.10 mag`, `> 20.25 mag`, or a flux where there is no magnitude. */
export function pointText(curve: Lightcurve, row: number): string {
  if (curve.kind[row] === 'limit') return `> ${textFromNumber(curve.limitMag[row] ?? Number.NaN, 2)} mag`;
  const mag = curve.mag[row] ?? Number.NaN;
  if (Number.isFinite(mag)) return `${textFromMeasurement(mag, curve.magErr[row] ?? 0)} mag`;
  return `${textFromMeasurement(curve.flux[row] ?? Number.NaN, curve.fluxErr[row] ?? 0)} µJy`;
}
