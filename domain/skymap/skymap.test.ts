import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PortalError } from '#domain/failure.ts';
import { pixelCount } from '#domain/healpix/disc.ts';
import { mjdFromDateText } from '#domain/time/date-text.ts';
import { credibleRegion } from './credible-region.ts';
import { DensityRanks } from './density-ranks.ts';
import { PixelSet } from './pixel-set.ts';
import goldenJson from './skymap.golden.json' with { type: 'json' };

const golden = goldenJson as unknown as {
  date: string;
  maps: readonly {
    name: string;
    gzip: string;
    nside: number;
    regions: readonly (readonly [level: number, runs: readonly (readonly [number, number])[], areaSr: number])[];
  }[];
};

const filesByName = new Map(golden.maps.map(({ name, gzip }) => [name, gunzipSync(Buffer.from(gzip, 'base64'))]));
const fileOf = (name: string): Buffer => filesByName.get(name) ?? Buffer.alloc(0);

/** The bytes in pieces of a length. */
function piecesOf(bytes: Uint8Array, length = 65_536): () => AsyncIterable<Uint8Array> {
  return async function* pieces() {
    for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
  };
}

describe.each(golden.maps)('the credible region of a map that is $name', ({ name, nside, regions }) => {
  test.each(regions)('at %f is that of numpy and healpy', async (level, runs, areaSr) => {
    const found = await credibleRegion(piecesOf(fileOf(name)), { level, nside });
    expect(found.pixels.map(({ first, last }) => [first, last])).toEqual(runs);
    expect(found.areaSr).toBeCloseTo(areaSr, 12);
    expect(found.eventMjd).toBe(mjdFromDateText(golden.date, 'date'));
  });
});

test('the pieces in which a map arrives make no difference', async () => {
  const [level = 0.5, runs = []] = golden.maps[6]?.regions[1] ?? [];
  const bytes = fileOf(golden.maps[6]?.name ?? '');
  for (const length of [1, 7, 79, 80, 81, 2879, 2880, 2881, 10_000, bytes.length]) {
    const found = await credibleRegion(piecesOf(bytes, length), { level, nside: 128 });
    expect([length, found.pixels.map(({ first, last }) => [first, last])]).toEqual([length, runs]);
  }
});

test('everything with a probability is inside at level 1', async () => {
  const found = await credibleRegion(piecesOf(fileOf('flat, one resolution')), { level: 1, nside: 8 });
  expect(pixelCount(found.pixels)).toBe(12 * 64);
});

describe('what is no sky map', () => {
  const whole = fileOf('multi-order, floats');
  const changed = (from: string, to: string, name = 'flat, one resolution'): Buffer => {
    const copy = Buffer.from(fileOf(name));
    const at = copy.indexOf(from);
    expect(at).toBeGreaterThan(0);
    copy.write(to, at, 'latin1');
    return copy;
  };
  test.each([
    ['nothing', Buffer.alloc(0), /ends before/],
    ['no FITS', Buffer.from('a'.repeat(9000)), /no SIMPLE/],
    ['cut short', whole.subarray(0, whole.length - 6000), /ends before/],
    ['a header without an end', whole.subarray(0, 2880), /ends before/],
    [
      'another resolution than it says',
      changed('NSIDE   =                    8', 'NSIDE   =                    4'),
      /pixels where/,
    ],
    ['of no power of two', changed('NSIDE   =                    8', 'NSIDE   =                    7'), /power of two/],
    ['of an unknown order', changed("ORDERING= 'NESTED  '", "ORDERING= 'SPIRAL  '"), /ORDERING is SPIRAL/],
    ['without its column', changed("TTYPE1  = 'PROB    '", "TTYPE1  = 'PROC    '"), /no column PROB/],
    [
      'with rows of another length',
      changed('NAXIS1  =                    8', 'NAXIS1  =                    9'),
      /rows 9/,
    ],
    ['of a part of the sky', changed("INDXSCHM= 'IMPLICIT'", "INDXSCHM= 'EXPLICIT'"), /part of the sky/],
    ['without a table', changed("XTENSION= 'BINTABLE'", "XTENSION= 'IMAGE   '"), /ends before/],
    ['of integers', changed("TFORM1  = 'D       '", "TFORM1  = 'K       '"), /format K/],
  ])('%s is refused with a reason', async (_, bytes, words) => {
    const failure = { kind: 'corrupt', message: expect.stringMatching(words) };
    await expect(credibleRegion(piecesOf(bytes), { level: 0.9, nside: 8 })).rejects.toMatchObject(failure);
  });

  test('bytes changed anywhere give a region or a reason, never anything else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(12_000), fc.nat(255), fc.nat(whole.length), async (at, value, length) => {
        const bytes = Buffer.from(whole);
        bytes[at] = value;
        try {
          const cut = length % 3 === 0 ? bytes.subarray(0, length) : bytes;
          const { pixels } = await credibleRegion(piecesOf(cut), { level: 0.9, nside: 8 });
          expect(pixelCount(pixels)).toBeLessThanOrEqual(768);
        } catch (error) {
          if (!(error instanceof PortalError)) throw error;
          expect(['corrupt', 'bad-request']).toContain(error.kind);
        }
      }),
      { numRuns: 80 },
    );
  });
});

test('the least density of a share is that of a sort', () => {
  const parts = fc.array(
    fc.tuple(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), fc.integer({ min: 1, max: 50 })),
    {
      minLength: 1,
      maxLength: 80,
    },
  );
  fc.assert(
    fc.property(parts, fc.double({ min: 0.01, max: 1, noNaN: true }), (drawn, share) => {
      const ranks = new DensityRanks();
      for (const [density, probability] of drawn) ranks.first(density, probability);
      ranks.want(share);
      for (const [density, probability] of drawn) ranks.second(density, probability);
      const threshold = ranks.threshold(share);
      const sorted = [...drawn].sort((a, b) => b[0] - a[0]);
      const total = drawn.reduce((sum, [, probability]) => sum + probability, 0);
      let reached = 0;
      const edge = sorted.find(([, probability]) => {
        reached += probability;
        return reached >= share * total;
      });
      expect(threshold).toBeLessThanOrEqual(edge?.[0] ?? 0);
      expect(threshold).toBeGreaterThan((edge?.[0] ?? 0) * (1 - 2 ** -27));
    }),
    { numRuns: 40 },
  );
});

test('a set of pixels holds what coarser ones are divided into', () => {
  const set = new PixelSet(3);
  set.add(1, 5);
  set.add(3, 0);
  set.add(3, 767);
  expect(set.ringRuns((pixel) => pixel)).toEqual([
    { first: 0, last: 0 },
    { first: 80, last: 95 },
    { first: 767, last: 767 },
  ]);
});
