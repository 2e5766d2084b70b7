import { expect, test } from 'vitest';
import { createManualClock } from '#server/resilience/manual-clock.ts';
import { type FakeServiceHandler, fetchFrom } from '../testing/fake-service.ts';
import { describeOutsideService } from '../testing/outside.contract.ts';
import { createSsoCards } from './ssocard.ts';
import { ssocardHandler } from './ssocard-fake.ts';

describeOutsideService({
  name: 'SsODNet cards',
  named: /SsODNet/,
  handler: ssocardHandler(),
  create: createSsoCards,
  ask: async (port, signal) => (await port.card('Benoitcarry', { signal }))?.classes,
  askOther: (port) => port.card('Nobody'),
  expected: ['MB', 'Outer'],
});

function cards(handler: FakeServiceHandler) {
  const { fetch, asked } = fetchFrom(handler);
  const deps = { baseUrl: 'http://cards.test', timeoutMs: 1000, clock: createManualClock(), random: () => 0, fetch };
  return { port: createSsoCards(deps), asked };
}

test('a card has its numbers with errors, units and papers, and its rotation', async () => {
  const card = await cards(ssocardHandler()).port.card('Benoitcarry');
  expect(card).toMatchObject({ name: 'Benoitcarry', kind: 'Asteroid', parent: 'Sun' });
  const of = (label: string) => card?.quantities.find((one) => one.label === label);
  expect(of('Diameter')).toEqual({ label: 'Diameter', value: 14.6, error: 0.4, unit: 'km', source: 'Example+2020' });
  expect(of('Eccentricity')).toEqual({ label: 'Eccentricity', value: 0.1234 });
  expect(of('Taxonomy')).toMatchObject({ value: 'C' });
  expect(of('Rotation period')).toMatchObject({ value: 7.25, unit: 'h', error: 0.01, source: 'Example+2020' });
  expect(of('Mass')).toBeUndefined();
});

test('an object without a card is no failure, and a designation is asked for in the service’s own spelling', async () => {
  const { port, asked } = cards(ssocardHandler());
  expect(await port.card('1999 WK11')).toBeUndefined();
  expect(asked.map(({ url }) => url.searchParams.get('q'))).toEqual(['1999_WK11']);
  expect(await cards(() => ({ contentType: 'application/json', body: '{}' })).port.card('x')).toBeUndefined();
  expect(await cards(ssocardHandler()).port.card('  ')).toBeUndefined();
});

test('a card in another form is a failure, parts of it in another form are left out', async () => {
  const answer = (body: string) => cards(() => ({ contentType: 'application/json', body })).port.card('x');
  await expect(answer('{"name":"x"}')).rejects.toThrow(/SsODNet/);
  await expect(answer('{"parameters":{}}')).rejects.toThrow(/SsODNet/);
  const odd = await answer(
    '{"name":"x","class":"NEA>Apollo","parameters":{"physical":{"diameter":"big","albedo":{"value":null},"spin":[{"period":3}]}}}',
  );
  expect(odd?.classes).toEqual(['NEA', 'Apollo']);
  expect(odd?.quantities).toEqual([
    { label: 'Diameter', value: 'big', unit: 'km' },
    { label: 'Rotation period', value: 3, unit: 'h' },
  ]);
});
