import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseExactJson } from './exact-json.ts';

test('integers beyond 2^53 become decimal text, everything else is JSON.parse', () => {
  expect(parseExactJson('{"a":3072410265715010069,"b":-9223372036854775807,"c":[9007199254740993]}')).toEqual({
    a: '3072410265715010069',
    b: '-9223372036854775807',
    c: ['9007199254740993'],
  });
  const kept =
    '{"text":"12345678901234567890","esc":"\\"12345678901234567890","f":0.12345678901234567890,"e":12345678901234567890e2,"d":1e-12345678901234567890,"n":1234567890123456}';
  expect(parseExactJson(kept)).toEqual(JSON.parse(kept));
});

test('any JSON text without long integers means what JSON.parse makes of it, and bad text throws SyntaxError', () => {
  fc.assert(
    fc.property(
      fc.json().filter((text) => !/\d{16}/.test(text)),
      (text) => {
        expect(parseExactJson(text)).toEqual(JSON.parse(text));
      },
    ),
  );
  for (const text of [
    '',
    '{"a":12345678901234567890',
    '12345678901234567890x',
    '"1234567890123456',
    '01234567890123456789',
  ]) {
    expect(() => parseExactJson(text)).toThrow(SyntaxError);
  }
});

test('any 64-bit integer keeps its digits', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
      expect(String(parseExactJson(`[${value}]`))).toBe(String(value));
    }),
  );
});
