import { textFromNumber } from '#components/lightcurve/axis-ticks.ts';
import type { Position } from './readout.ts';
import type { PixelValue } from './use-values.ts';

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)}″`;

/** Pixel, position and separation from the alert. Offsets without a WCS are along the sides of the stamp, not on the sky. */
export function positionWords({ x, y, sky, offset, separation }: Position): string {
  const pixel = `x ${Math.floor(x + 0.5)}, y ${Math.floor(y + 0.5)}`;
  const away = `${separation.toFixed(2)}″ from the alert`;
  if (sky) return `${pixel} · ${sky[0].toFixed(6)}° ${sky[1] < 0 ? '−' : '+'}${Math.abs(sky[1]).toFixed(6)}° · ${away}`;
  return `${pixel} · ${signed(offset[0])} right, ${signed(offset[1])} up · ${away} (nominal)`;
}

/** Value of a pixel with as many digits as single precision and the eye need; `≈` until the exact one has come. */
export function valueWords(value: PixelValue | undefined, unit: string): string {
  if (!value) return '';
  if (Number.isNaN(value.value)) return 'no pixel';
  const size = Math.abs(value.value);
  const decimals = size >= 10_000 ? 0 : size >= 100 ? 1 : 2;
  return `${value.exact ? '' : '≈ '}${textFromNumber(value.value, decimals)} ${unit}`;
}
