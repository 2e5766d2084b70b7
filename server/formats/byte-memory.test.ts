import fc from 'fast-check';
import { expect, test } from 'vitest';
import { giveBytes, takeBytes } from './byte-memory.ts';

test('memory that is out is nobody else’s, however it is taken and given back', () => {
  const step = fc.record({ bytes: fc.integer({ min: 1, max: 300_000 }), gives: fc.nat({ max: 9 }) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const out: Buffer[] = [];
      for (const { bytes, gives } of steps) {
        const memory = takeBytes(bytes);
        expect(memory.length).toBeGreaterThanOrEqual(bytes);
        expect(out.every(({ buffer }) => buffer !== memory.buffer)).toBe(true);
        out.push(memory);
        const [given] = gives < out.length ? out.splice(gives, 1) : [];
        if (given === undefined) continue;
        giveBytes(given.subarray(1, 2));
        giveBytes(given);
      }
    }),
  );
});

test('memory of others is left alone', () => {
  const own = Buffer.alloc(16_384);
  giveBytes(own);
  for (let k = 0; k < 20; k++) expect(takeBytes(16_384).buffer).not.toBe(own.buffer);
});
