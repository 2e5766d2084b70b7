import fc from 'fast-check';
import { expect, test } from 'vitest';
import { designationOfSsObjectId, packedDesignation, unpackedDesignation } from './packed-designation.ts';

test.each([
  ['K15Bt7C', '2015 BC557'],
  ['J95X00A', '1995 XA'],
  ['J95X01L', '1995 XL1'],
  ['J98SA8Q', '1998 SQ108'],
  ['K07Tf8A', '2007 TA418'],
  ['I99Q00A', '1899 QA'],
])('%s stands for %s, with its space or without', (packed, full) => {
  expect(unpackedDesignation(packed)).toBe(full);
  expect(packedDesignation(full)).toBe(packed);
  expect(packedDesignation(full.replace(' ', '').toLowerCase())).toBe(packed);
});

test('a designation is the same after packing and unpacking', () => {
  const letter = fc.constantFrom(...'ABCDEFGHJKLMNOPQRSTUVWXYZ');
  const half = fc.constantFrom(...'ABCDEFGHJKLMNOPQRSTUVWXY');
  fc.assert(
    fc.property(
      fc.integer({ min: 1800, max: 2099 }),
      half,
      letter,
      fc.integer({ min: 0, max: 619 }),
      (year, h, l, n) => {
        const full = `${year} ${h}${l}${n === 0 ? '' : n}`;
        expect(unpackedDesignation(packedDesignation(full) ?? '')).toBe(full);
      },
    ),
  );
});

test.each(['Ceres', '8467', '2010', '2040 P-L', '2015 BC620', ''])('%s has no packed form here', (text) => {
  expect(packedDesignation(text)).toBeUndefined();
});

test('an ssObjectId is the packed designation, below a byte of flags', () => {
  const idOf = (packed: string, flags: number) =>
    String(Buffer.from([flags, ...Buffer.from(packed)]).readBigUInt64BE());
  expect(designationOfSsObjectId(idOf('K15Bt7C', 0))).toBe('K15Bt7C');
  expect(designationOfSsObjectId(idOf('PLS2040', 0))).toBe('PLS2040');
  expect(designationOfSsObjectId(idOf('J95X00A', 17))).toBe('J95X00A');
  for (const none of ['0', '', 'nan', '-1', '12', String(2n ** 62n)])
    expect(designationOfSsObjectId(none)).toBeUndefined();
});

test('the example of the survey’s own naming rules, LSST-DP1-SSO-21163611375481943, is 2001 BW34', () => {
  const packed = designationOfSsObjectId('21163611375481943');
  expect(packed).toBe('K01B34W');
  expect(unpackedDesignation(packed ?? '')).toBe('2001 BW34');
});
