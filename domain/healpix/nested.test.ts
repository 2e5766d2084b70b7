import { describe, expect, test } from 'vitest';
import {
  nestedFromRing,
  nsideOfOrder,
  orderOfNside,
  pixelAreaSr,
  pixelFromUniq,
  ringFromNested,
} from '#domain/healpix/nested.ts';
import goldenJson from './healpix.golden.json' with { type: 'json' };

const golden = goldenJson as unknown as {
  nested: readonly (readonly [nside: number, nested: readonly number[], ring: readonly number[]])[];
  uniq: readonly (readonly [uniq: string, order: number, pixel: string])[];
};

describe('the two ways of numbering', () => {
  test.each(golden.nested)('at nside %i are those of healpy, there and back', (nside, nested, ring) => {
    expect(nested.map((pixel) => ringFromNested(nside, pixel))).toEqual(ring);
    expect(ring.map((pixel) => nestedFromRing(nside, pixel))).toEqual(nested);
  });

  test('at nside 8 and 128 each pixel has one number in each', () => {
    for (const nside of [8, 128]) {
      const seen = new Set<number>();
      for (let pixel = 0; pixel < 12 * nside * nside; pixel++) {
        const ring = ringFromNested(nside, pixel);
        seen.add(ring);
        if (nestedFromRing(nside, ring) !== pixel) expect([nside, pixel, ring]).toEqual('back');
      }
      expect(seen.size).toBe(12 * nside * nside);
      expect(Math.max(...[...seen].slice(-1000))).toBeLessThan(12 * nside * nside);
    }
  });
});

const wordsOf = (uniq: bigint): [number, number] => [Number(uniq >> 32n), Number(uniq & 0xffffffffn)];

describe('UNIQ numbers', () => {
  test('of every order give order and pixel, or the ancestor at a coarser order', () => {
    for (const [text, order, pixelText] of golden.uniq) {
      const words = wordsOf(BigInt(text));
      for (const finest of [0, 7, 10, 13]) {
        const dropped = Math.max(0, order - finest);
        const pixel = Number(BigInt(pixelText) >> BigInt(2 * dropped));
        expect([text, finest, pixelFromUniq(...words, finest)]).toEqual([
          text,
          finest,
          { order: order - dropped, pixel, own: order },
        ]);
      }
    }
  });

  test('are not made of other numbers', () => {
    for (const none of [0n, 1n, 3n, -4n, 1n << 62n, (1n << 63n) - 1n]) {
      const found = pixelFromUniq(Number(BigInt.asIntN(64, none) >> 32n), Number(none & 0xffffffffn), 7);
      expect([none, found]).toEqual([none, undefined]);
    }
  });
});

test('orders, sides and areas belong together', () => {
  expect([nsideOfOrder(7), orderOfNside(1024), orderOfNside(100), orderOfNside(0), orderOfNside(2 ** 30)]).toEqual([
    128,
    10,
    undefined,
    undefined,
    undefined,
  ]);
  expect(pixelAreaSr(1) * 12).toBeCloseTo(4 * Math.PI, 12);
});
