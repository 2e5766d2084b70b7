import { afterEach, expect, test } from 'vitest';
import { sendJson } from '#server/clients/fake-upstream.ts';
import { snadHandler } from '#server/outside/snad/snad-fake.ts';
import { type FakeService, startFakeService } from '#server/outside/testing/fake-service.ts';
import { portalFor, startFakeApis, ztfCandid, ztfId } from './testing/fake-apis.ts';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

/** A portal whose object lies at a place, and a SNAD of its own. */
async function start(raDeg: number, decDeg: number, settings: Readonly<Record<string, string>> = {}) {
  const row = `{"i:objectId":"${ztfId}","i:candid":${ztfCandid},"i:jd":2459540.8,"i:fid":1,"i:magpsf":18,"i:sigmapsf":0.1,"i:isdiffpos":"t","i:ra":${raDeg},"i:dec":${decDeg},"d:tag":"valid"}`;
  const api = await startFakeApis((request, response) => {
    if (request.path !== '/ztf/api/v1/objects') return false;
    sendJson(response, `[${row}]`);
    return true;
  });
  const snad: FakeService = await startFakeService(snadHandler());
  const portal = portalFor(api.url, { SNAD_URL: snad.url, SNAD_TIMEOUT_MS: '300', ...settings });
  opened.push(api, snad, portal);
  const ask = async () => {
    const input = encodeURIComponent(JSON.stringify({ objectId: ztfId }));
    const answer = await portal.trpc(new Request(`http://portal.test/api/trpc/release?input=${input}`));
    return { status: answer.status, ...(await answer.json()) };
  };
  return { api, snad, ask };
}

test('a star’s epochs of all fields are one series a filter, in flux, and neighbours are left out and counted', async () => {
  const { ask, snad } = await start(247.455, 24.772);
  const { result } = await ask();
  const { oids, others, separationArcsec, series } = result.data;
  expect(oids.toSorted()).toEqual(['1663111400001234', '633207400004730', '633207400004731']);
  expect(others).toBe(1);
  expect(separationArcsec).toBeLessThan(0.01);
  expect(
    series.map(({ filter, band, mjd }: { filter: string; band: string; mjd: number[] }) => [filter, band, mjd.length]),
  ).toEqual([
    ['zg', 'g', 40],
    ['zr', 'r', 80],
  ]);
  // AB 17.9 is 10^(0.4 × (23.9 − 17.9)) µJy.
  expect(series[0].flux[0]).toBeCloseTo(10 ** 2.4, 6);
  expect(series[1].mjd).toEqual(series[1].mjd.toSorted((a: number, b: number) => a - b));
  expect(snad.asked.length).toBe(1);
});

test('a place without sources is an answer, and costs one question however often it is asked', async () => {
  const { ask, snad } = await start(10, 10);
  const empty = { oids: [], separationArcsec: null, others: 0, series: [] };
  expect((await ask()).result.data).toEqual(empty);
  expect((await ask()).result.data).toEqual(empty);
  expect(snad.asked.length).toBe(1);
});

test('an outage of SNAD is its own failure and says whose it is', async () => {
  const { ask, snad } = await start(247.455, 24.772);
  snad.mishap = 'stalled';
  expect(await ask()).toMatchObject({ status: 504, error: { message: expect.stringMatching(/SNAD/) } });
  snad.mishap = 'status 500';
  expect(await ask()).toMatchObject({ status: 502, error: { message: expect.stringMatching(/SNAD/) } });
});

test('switched off, it says so and asks nobody', async () => {
  const { ask, snad } = await start(247.455, 24.772, { SNAD_URL: 'none' });
  expect(await ask()).toMatchObject({ status: 502, error: { message: expect.stringMatching(/SNAD_URL=none/) } });
  expect(snad.asked).toEqual([]);
});
