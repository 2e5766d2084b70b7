import { expect, test } from 'vitest';
import { planesFromFits } from './planes-from-fits.ts';

/** A FITS file of single precision, as short as the standard allows. */
function fitsOf(width: number, values: readonly number[]): Uint8Array {
  const cards = [
    'SIMPLE  =                    T',
    'BITPIX  =                  -32',
    'NAXIS   =                    2',
    `NAXIS1  = ${String(width).padStart(20)}`,
    `NAXIS2  = ${String(values.length / width).padStart(20)}`,
    'END',
  ];
  const bytes = new Uint8Array(2 * 2880);
  bytes.set(
    new TextEncoder().encode(
      cards
        .map((card) => card.padEnd(80))
        .join('')
        .padEnd(2880),
    ),
  );
  const view = new DataView(bytes.buffer, 2880);
  for (const [at, value] of values.entries()) view.setFloat32(4 * at, value);
  return bytes;
}

test('the number by which ZTF templates say that a chip has ended is a missing pixel, and its neighbour is none', () => {
  const lowest = -3.4028234663852886e38;
  const Template = fitsOf(2, [lowest, 113.5, Number.NaN, -3.4e38]);
  const { Template: plane, Science } = planesFromFits({ Science: null, Template, Difference: null });
  expect(Science).toBeNull();
  expect(plane).toMatchObject({ width: 2, height: 2 });
  expect([...(plane?.pixels ?? [])]).toEqual([Number.NaN, 113.5, Number.NaN, Math.fround(-3.4e38)]);
});

test('a stamp that is not square keeps its shape', () => {
  const Science = fitsOf(3, [1, 2, 3, 4, 5, 6]);
  expect(planesFromFits({ Science, Template: null, Difference: null }).Science).toMatchObject({ width: 3, height: 2 });
});
