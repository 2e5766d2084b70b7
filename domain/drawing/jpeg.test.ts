import { describe, expect, test } from 'vitest';
import { jpegSize } from '#domain/drawing/jpeg.ts';

/** The smallest grey JPEG header there is: start, frame of 2 × 3 pixels, end. */
const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0, 3, 0, 2, 1, 1, 0x11, 0, 0xff, 0xd9);

describe('JPEG', () => {
  test('tells its size', () => {
    expect(jpegSize(jpeg)).toEqual({ width: 2, height: 3, components: 1 });
  });

  test('what is none, or cut off, has none', () => {
    expect(jpegSize(Uint8Array.of(1, 2, 3))).toBeUndefined();
    expect(jpegSize(jpeg.subarray(0, 8))).toBeUndefined();
    expect(jpegSize(Uint8Array.of(0xff, 0xd8, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10))).toBeUndefined();
  });
});
