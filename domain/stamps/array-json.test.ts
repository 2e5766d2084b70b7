import fc from 'fast-check';
import { expect, test } from 'vitest';
import golden from './array-json.golden.json' with { type: 'json' };
import { arrayJson, arraysJson, pythonFloat } from './array-json.ts';

const text = (data: Float32Array | Float64Array, width = data.length, nan?: string): string =>
  new TextDecoder().decode(arrayJson({ width, height: data.length / width, data }, nan));

test('floats are printed as Python prints them', () => {
  for (const [value, expected] of golden.repr) expect(pythonFloat(Number(value))).toBe(expected);
});

test('arrays are the text of the json module of Python', () => {
  expect(text(Float32Array.from(golden.float32.map(Number)))).toBe(golden.float32Json);
  expect(text(Float64Array.from(golden.float64.map(Number)))).toBe(golden.float64Json);
});

test('NaN is the bare token, or the text asked for; infinities are bare', () => {
  const data = Float32Array.of(1, Number.NaN, Number.NEGATIVE_INFINITY, -0);
  expect(text(data, 2)).toBe('[[1.0,NaN],[-Infinity,-0.0]]');
  expect(text(data, 2, 'null')).toBe('[[1.0,null],[-Infinity,-0.0]]');
});

test('several arrays are one list of them, the empty list where there is none', () => {
  const image = (...values: number[]) => ({ width: values.length, height: 1, data: Float32Array.from(values) });
  const listed = (...images: Parameters<typeof arraysJson>[0]) => new TextDecoder().decode(arraysJson(images, 'null'));
  expect(listed(image(1, 2), undefined, image(Number.NaN))).toBe('[[[1.0,2.0]],[],[[null]]]');
  expect(listed(undefined)).toBe('[[]]');
});

test('a text stays as it is while others are written', () => {
  const one = arrayJson({ width: 2, height: 1, data: Float32Array.of(1.5, 2.5) });
  arrayJson({ width: 3, height: 1, data: Float32Array.of(9, 9, 9) });
  expect(new TextDecoder().decode(one)).toBe('[[1.5,2.5]]');
});

test('any float32 has the shortest text that reads back as the same double', () => {
  const float32 = fc.float({ noNaN: true, noDefaultInfinity: true });
  const ordinary = fc.float({ min: -70_000, max: 70_000, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.oneof(float32, ordinary), { minLength: 1, maxLength: 400 }), (values) => {
      const data = Float32Array.from(values);
      const parts = text(data).slice(2, -2).split(',');
      parts.forEach((part, i) => {
        const value = data[i] ?? 0;
        expect(Object.is(Number(part), value)).toBe(true);
        expect(part.replace(/\.0$/, '').length).toBeLessThanOrEqual(
          Math.max(String(value).length, pythonFloat(value).length),
        );
      });
    }),
    { numRuns: 500 },
  );
});

test('the text written by hand is that of the engine for 200,000 values of all sizes', () => {
  let state = 12345;
  const random = (): number => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
  const data = Float32Array.from({ length: 200_000 }, () => (random() - 0.5) * 2 ** (random() * 26));
  const parts = text(data).slice(2, -2).split(',');
  expect(parts.every((part, i) => part === pythonFloat(data[i] ?? 0))).toBe(true);
});
