import { expect, test } from 'vitest';
import { z } from 'zod';
import { parseSettings } from './parse-settings.ts';
import { addressSetting, milliseconds, switchableAddress } from './setting-kinds.ts';

const schema = z.object({
  OWN_URL: addressSetting.optional(),
  OTHER_URL: switchableAddress('https://other.site/api'),
  OTHER_TIMEOUT_MS: milliseconds(1_000),
});

test('an address loses its last slash, and none switches a service off', () => {
  expect(parseSettings(schema, {})).toEqual({ OTHER_URL: 'https://other.site/api', OTHER_TIMEOUT_MS: 1_000 });
  expect(parseSettings(schema, { OWN_URL: 'http://own.site/api//', OTHER_URL: 'none' })).toMatchObject({
    OWN_URL: 'http://own.site/api',
    OTHER_URL: undefined,
  });
});

test('an address that paths cannot be put behind is refused, and so is a time that is none', () => {
  const wrong = { OWN_URL: 'http://own.site/?q=1', OTHER_URL: 'ftp://other.site', OTHER_TIMEOUT_MS: '1.5' };
  expect(() => parseSettings(schema, wrong)).toThrow(
    /OWN_URL.*without query\n.*OTHER_URL.*or `none`\n.*OTHER_TIMEOUT_MS=1\.5: a whole number from 10 to 600000/,
  );
});
