import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseExactJson, parseWireJson } from './exact-json.ts';

test('integers of 16 digits and more become decimal text, everything else is JSON.parse', () => {
  expect(parseExactJson('{"a":3072410265715010069,"b":-9223372036854775807,"c":[9007199254740993]}')).toEqual({
    a: '3072410265715010069',
    b: '-9223372036854775807',
    c: ['9007199254740993'],
  });
  const kept =
    '{"text":"12345678901234567890","esc":"\\"12345678901234567890","f":0.12345678901234567890,"e":12345678901234567890e2,"d":1e-12345678901234567890,"n":123456789012345}';
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

test('arguments are strict: NaN and infinities are no JSON there', () => {
  for (const text of ['{"radius":NaN}', '[Infinity]', '{"a":-Infinity,"id":1234567890123456789}'])
    expect(() => parseExactJson(text)).toThrow(SyntaxError);
});

test('hostile text is gone through once: a million quotes that never close are refused at once', () => {
  for (const text of [`{"a":"${'\\"'.repeat(1e6)}`, `{"a":"\\`, '"'.repeat(1e6 + 1), `[${'1'.repeat(1e6)}x`])
    for (const parse of [parseExactJson, parseWireJson]) expect(() => parse(text)).toThrow(SyntaxError);
});

test('64-bit ids stay exact', () => {
  expect(
    parseWireJson('[{"i:candid":3072410265715010069,"r:diaObjectId": -170587115523932323 ,"n":[9007199254740993]}]'),
  ).toEqual([{ 'i:candid': '3072410265715010069', 'r:diaObjectId': '-170587115523932323', n: ['9007199254740993'] }]);
});

test('long digits inside strings, and text that looks like JSON, are left alone', () => {
  const values = [
    ':1234567890123456789,',
    '[1234567890123456789, NaN, 2]',
    '\\":1234567890123456789,"',
    ':1234567890123456789}',
  ];
  for (const value of values) expect(parseWireJson(JSON.stringify({ a: value, b: 1 }))).toEqual({ a: value, b: 1 });
  expect(parseWireJson('{"a":":1234567890123456789,","b":1234567890123456789}')).toEqual({
    a: ':1234567890123456789,',
    b: '1234567890123456789',
  });
});

test('bare NaN and infinities are null outside strings only', () => {
  expect(
    parseWireJson('{"b":[[1.5,NaN],[-Infinity,Infinity]],"s":"NaN, NaN]","e":1e3,"id":1234567890123456789}'),
  ).toEqual({
    b: [
      [1.5, null],
      [null, null],
    ],
    s: 'NaN, NaN]',
    e: 1000,
    id: '1234567890123456789',
  });
});

test('fractions and exponents keep being numbers, however many digits they have', () => {
  const numbers = ['12345678901234567.5', '0.12345678901234567', '1e22', '12345678901234567e2'];
  expect(parseWireJson(`[${numbers.join(',')},NaN]`)).toEqual([...numbers.map(Number), null]);
});

test('broken JSON is refused', () => {
  for (const text of ['', '{', '[1,]', '<html>', '{"a":"b', '[1234567890123456789'])
    expect(() => parseWireJson(text)).toThrow(SyntaxError);
});

/** Writes a value as upstream would: bigints as digits, and spaces between tokens where `space` says so. */
function written(value: unknown, space: string): string {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number' && !Number.isFinite(value))
    return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
  if (Array.isArray(value)) return `[${value.map((item) => space + written(item, space)).join(`${space},`)}]`;
  if (value !== null && typeof value === 'object') {
    const cells = Object.entries(value).map(
      ([key, cell]) => `${JSON.stringify(key)}${space}:${space}${written(cell, space)}`,
    );
    return `{${cells.join(`,${space}`)}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

function expected(value: unknown): unknown {
  if (typeof value === 'bigint')
    return value.toString().replace('-', '').length >= 16 ? value.toString() : Number(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return null;
    const digits = JSON.stringify(value);
    return /^-?\d{16,}$/.test(digits) ? digits : value + 0;
  }
  if (Array.isArray(value)) return value.map(expected);
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, expected(v)]));
  return value;
}

test('any document keeps its long integers and its strings', () => {
  const nasty = fc.constantFrom(
    ',1234567890123456789,',
    '":',
    'NaN',
    '[NaN,',
    '"1234567890123456789":1234567890123456789}',
    '\\',
  );
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom('"', '\\', ':', ',', '[', ']', '1', '1234567890123456', 'NaN') }),
    nasty,
  );
  const leaf = fc.oneof(
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    fc.double(),
    text,
    fc.boolean(),
    fc.constant(null),
  );
  const key = text.filter((name) => name !== '__proto__');
  const document = fc.letrec((tie) => ({
    node: fc.oneof({ depthSize: 'small' }, leaf, fc.array(tie('node')), fc.dictionary(key, tie('node'))),
  })).node;
  fc.assert(
    fc.property(fc.array(document), fc.constantFrom('', ' ', '\n'), (value, space) => {
      const once = written(value, space);
      expect(parseWireJson(once)).toEqual(expected(value));
    }),
    { numRuns: 500 },
  );
});
