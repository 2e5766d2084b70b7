import { afterEach, expect, test } from 'vitest';
import { sendJson } from '#server/clients/fake-upstream.ts';
import { portalFor, startFakeApis } from './testing/fake-apis.ts';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

const name = 'TRCK_20211022_091949_00';
const row = (id: string, candid: string, jd: number, tracklet = name) =>
  `{"i:objectId":"${id}","i:candid":${candid},"i:jd":${jd},"i:fid":2,"i:magpsf":18.5,"i:sigmapsf":0.1,"i:isdiffpos":"t","i:ra":10.5,"i:dec":-3,"d:tracklet":"${tracklet}"}`;

async function start(rows: string) {
  const api = await startFakeApis((request, response) => {
    if (request.path !== '/ztf/api/v1/tracklet') return false;
    sendJson(response, rows);
    return true;
  });
  const portal = portalFor(api.url);
  opened.push(api, portal);
  return async (asked: string) => {
    const input = encodeURIComponent(JSON.stringify({ name: asked }));
    const answer = await portal.trpc(new Request(`http://portal.test/api/trpc/tracklet?input=${input}`));
    return { status: answer.status, ...(await answer.json()) };
  };
}

test('alerts of a tracklet come oldest first, ids exact, alerts of a longer designation left out', async () => {
  const ask = await start(
    `[${row('ZTF21acqeepb', '1756388825815015041', 2459509.8891)},${row('ZTF21acqeepa', '1756388825815015040', 2459509.8888)},${row('ZTF21acqeepz', '1756388825815015049', 2459509.9, `${name}1`)}]`,
  );
  const { result } = await ask(name);
  expect(
    result.data.map(({ objectId, alertId }: { objectId: string; alertId: string }) => [objectId, alertId]),
  ).toEqual([
    ['ZTF21acqeepa', '1756388825815015040'],
    ['ZTF21acqeepb', '1756388825815015041'],
  ]);
  expect(result.data[0]).toMatchObject({ band: 'r', mag: 18.5, raDeg: 10.5, decDeg: -3 });
});

test('a designation without alerts is not found', async () => {
  const ask = await start('[]');
  expect(await ask(name)).toMatchObject({ status: 404, error: { message: expect.stringContaining(name) } });
});

test('what is no designation is refused, and nobody is asked', async () => {
  const ask = await start('[]');
  expect((await ask('TRCK')).status).toBe(400);
  expect((await ask('2021-10-22')).status).toBe(400);
});
