import { describeLightcurve } from '#domain/lightcurve/describe.ts';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { dateFromMjd } from './axis-ticks.ts';

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** `127 detections in 2 bands, brightest r = 18.42 on 2021-05-12, fading 0.030 ± 0.004 mag/day`. */
export function wordsOfLightcurve(curve: Lightcurve): string {
  const { detections, bands, brightest, trend } = describeLightcurve(curve);
  const words = [`${plural(detections, 'detection')} in ${plural(bands.length, 'band')}`];
  if (brightest) {
    const day = dateFromMjd(brightest.mjd).slice(0, 10);
    words.push(`brightest ${brightest.band} = ${brightest.mag.toFixed(2)} on ${day}`);
  }
  if (trend) {
    const digits = Math.max(2, Math.ceil(-Math.log10(trend.error)));
    const speed = `${Math.abs(trend.magPerDay).toFixed(digits)} ± ${trend.error.toFixed(digits)} mag/day`;
    words.push(`${trend.magPerDay > 0 ? 'fading' : 'brightening'} ${speed} in ${trend.band}`);
  }
  return words.join(', ');
}
