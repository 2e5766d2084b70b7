import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createManualClock } from '#server/resilience/manual-clock.ts';
import { fetchFrom } from '../testing/fake-service.ts';
import { describeOutsideService } from '../testing/outside.contract.ts';
import { createSsodnet, writtenOut } from './ssodnet.ts';
import { quaeroHandler } from './ssodnet-fake.ts';

describeOutsideService({
  name: 'SsODNet',
  named: /SsODNet/,
  handler: quaeroHandler(),
  create: createSsodnet,
  ask: (port, signal) => port.asteroid('8467', { signal }),
  askOther: (port) => port.asteroid('Ceres'),
  expected: { name: 'Benoitcarry', number: 8467, aliases: ['8467', '1981 CG', 'J81C00G'] },
});

function ssodnet() {
  const { fetch, asked } = fetchFrom(quaeroHandler());
  const deps = { baseUrl: 'http://quaero.test/1', timeoutMs: 1000, clock: createManualClock(), random: () => 0, fetch };
  return { port: createSsodnet(deps), asked };
}

test.each([
  ['8467', 'Benoitcarry', 8467],
  ['8467.0', 'Benoitcarry', 8467],
  ['benoitCARRY', 'Benoitcarry', 8467],
  ['1981CG', 'Benoitcarry', 8467],
  ['1981_cg', 'Benoitcarry', 8467],
  ['Ceres', 'Ceres', 1],
  ['2010JO69', '2010 JO69', 624188],
  ['2021AB7', '2021 AB7', undefined],
])('%s is %s', async (asked, name, number) => {
  expect(await ssodnet().port.asteroid(asked)).toMatchObject({ name, number });
});

test('a comet is found by its designation, an unknown one is undefined', async () => {
  const { port } = ssodnet();
  expect(await port.comet('C/2020 F3')).toMatchObject({ name: 'C/2020 F3', number: undefined });
  expect(await port.comet('C/1999 X9')).toBeUndefined();
  expect(await port.asteroid('C/2020 F3')).toBeUndefined();
});

test('nothing is asked for an empty name', async () => {
  const { port, asked } = ssodnet();
  expect(await port.asteroid('  ')).toBeUndefined();
  expect(asked).toEqual([]);
});

test.each([
  ['1943xb', '1943 XB'],
  ['A899 OF', '1899 OF'],
  ['2040P-L', '2040 P-L'],
  ['3138t-1', '3138 T-1'],
  ['J43X00B', 'J43X00B'],
  ["G!kun||'homdima", "G!kun||'homdima"],
  ['00012', '12'],
])('%s is asked as %s', (given, asked) => {
  expect(writtenOut(given)).toBe(asked);
});

test('a name stays one phrase of the question, whatever is in it', async () => {
  const names = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom('x" OR type:Comet', '\\', '\\"', '*'),
  );
  await fc.assert(
    fc.asyncProperty(names, async (name) => {
      const { port, asked } = ssodnet();
      await port.asteroid(name);
      for (const { url } of asked) {
        expect(url.host).toBe('quaero.test');
        expect(url.pathname).toBe('/1/sso/search');
        expect([...url.searchParams.keys()]).toEqual(['q', 'from', 'limit']);
        expect(url.searchParams.get('q')).toMatch(/^type:\(Asteroid OR "Dwarf Planet"\) AND "(?:[^"\\]|\\["\\])*"~0$/);
      }
    }),
    { numRuns: 200 },
  );
});
