import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { featuresFrom, lcFeatures } from './lc-features.ts';

const inBand = (value: string) => featuresFrom([{ column: 'd:lc_features_g', value }])[0];

describe('light-curve features of an alert', () => {
  test('are 26, each with a name of its own', () => {
    expect(lcFeatures).toHaveLength(26);
    expect(new Set(lcFeatures.map(({ name }) => name)).size).toBe(26);
  });

  test('come back as they were written, with what is not defined as NaN', () => {
    const value = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(Number.NaN));
    fc.assert(
      fc.property(fc.array(value, { minLength: 26, maxLength: 26 }), (values) => {
        const found = inBand(`[${values.map(String).join(', ')}]`)?.values;
        expect(found?.map((one) => one + 0)).toEqual(values.map((one) => one + 0));
      }),
    );
  });

  test.each(['[]', '', 'nan', '[1.5, 2.5]', `[${'0,'.repeat(26)}0]`])('%s is no set of them', (text) => {
    expect(inBand(text)).toEqual({ band: 'g', values: undefined });
  });

  test('are found by band, whatever stands between', () => {
    const fields = ['d:lc_features_g', 'd:lc_features_r', 'i:magpsf', 'd:lc_features_version'];
    expect(featuresFrom(fields.map((column) => ({ column, value: '[]' }))).map(({ band }) => band)).toEqual(['g', 'r']);
  });
});
