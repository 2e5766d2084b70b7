import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
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

test('what was used last is used again, whatever waited before it', async () => {
  vi.resetModules();
  const fresh = await import('./byte-memory.ts');
  const megabyte = 1 << 20;
  const all = [8, 4].map((megabytes) => fresh.takeBytes(megabytes * megabyte));
  for (const memory of all) fresh.giveBytes(memory);
  const first = fresh.takeBytes(megabyte);
  fresh.giveBytes(first);
  expect(fresh.takeBytes(megabyte).buffer).toBe(first.buffer);
  // What waited longest made room for it.
  expect(all.map(({ buffer }) => buffer)).not.toContain(fresh.takeBytes(8 * megabyte).buffer);
  expect(all.map(({ buffer }) => buffer)).toContain(fresh.takeBytes(4 * megabyte).buffer);
});
