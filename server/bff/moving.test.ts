import { afterEach, expect, test } from 'vitest';
import { fakeEphemerisAt, miriadeHandler } from '#server/outside/miriade/miriade-fake.ts';
import { startFakeService } from '#server/outside/testing/fake-service.ts';
import { portalFor, startFakeApis } from './testing/fake-apis.ts';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

async function start(settings: Readonly<Record<string, string>> = {}) {
  const api = await startFakeApis();
  const miriade = await startFakeService(miriadeHandler((name) => name !== 'a:Nobody'));
  const portal = portalFor(api.url, { MIRIADE_URL: miriade.url, MIRIADE_TIMEOUT_MS: '2000', ...settings });
  opened.push(api, miriade, portal);
  const ask = async (input: object) => {
    const query = encodeURIComponent(JSON.stringify({ name: '8467', date: '2026-11-22', count: 3, ...input }));
    const answer = await portal.trpc(new Request(`http://portal.test/api/trpc/dayPositions?input=${query}`));
    return { status: answer.status, ...(await answer.json()) };
  };
  return { miriade, ask };
}

test('positions are those of each midnight UTC from the day on, seen from the centre of the Earth', async () => {
  const { ask, miriade } = await start();
  const { result } = await ask({});
  expect(result.data.map(({ ms }: { ms: number }) => new Date(ms).toISOString())).toEqual([
    '2026-11-22T00:00:00.000Z',
    '2026-11-23T00:00:00.000Z',
    '2026-11-24T00:00:00.000Z',
  ]);
  const { raHours, decDeg } = fakeEphemerisAt(2_461_366.5);
  expect(result.data[0].raDeg).toBeCloseTo(raHours * 15, 4);
  expect(result.data[0].decDeg).toBeCloseTo(decDeg, 4);
  expect(miriade.asked[0]?.url.searchParams.get('-observer')).toBe('500');
});

test('an object without ephemeris has none, which is no failure', async () => {
  const { ask } = await start();
  expect((await ask({ name: 'Nobody' })).result.data).toBeNull();
});

test('switched off, it says so; an outage names Miriade', async () => {
  const off = await start({ MIRIADE_URL: 'none' });
  expect(await off.ask({})).toMatchObject({ error: { message: expect.stringMatching(/MIRIADE_URL=none/) } });
  const { ask, miriade } = await start();
  miriade.mishap = 'status 500';
  expect(await ask({})).toMatchObject({ status: 502, error: { message: expect.stringMatching(/Miriade/) } });
});

test.each([{ date: '2026-02-31' }, { count: 1 }, { count: 5000 }, { name: '' }])('%j is refused', async (input) => {
  const { ask, miriade } = await start();
  expect((await ask(input)).status).toBe(400);
  expect(miriade.asked).toEqual([]);
});
