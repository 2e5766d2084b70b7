import { afterEach, expect, test } from 'vitest';
import { alertsCall, ownRowCall, stampCall } from '#domain/calls/object-calls.ts';
import { portalFor, rubinId, rubinSource, startFakeApis, ztfCandid, ztfId } from './testing/fake-apis.ts';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

async function start(settings: Readonly<Record<string, string>> = {}) {
  const api = await startFakeApis();
  const portal = portalFor(api.url, settings);
  opened.push(api, portal);
  const sent = () =>
    api.requests.map(({ path, args }) => {
      const { 'output-format': format, ...rest } = Object.fromEntries(args);
      return { path, args: rest, format };
    });
  return { portal, sent, caller: portal.createCaller(new Headers(), '/') };
}

test('what a page shows as its call for an object is the call that was sent, both surveys', async () => {
  const { caller, sent } = await start();
  await caller.summary({ objectId: ztfId });
  await caller.lightcurve({ objectId: rubinId });
  const described = [alertsCall('ztf', ztfId), alertsCall('lsst', rubinId), ownRowCall('lsst', rubinId)].map(
    (call) => call?.args,
  );
  expect(sent().map(({ args }) => args)).toEqual(expect.arrayContaining(described));
  expect(sent().length).toBe(3);
});

test('the calls that a search tells are the calls that it made', async () => {
  for (const text of [
    '49.155 44.145 r=5 after=2021-01-01',
    'class="SN candidate" last=7 trend=rising',
    ztfId.slice(0, 9),
    '2015 BC557',
    'TRCK_20231213_133612_00',
  ]) {
    const { caller, sent } = await start();
    const { calls } = await caller.search({ text });
    const told = calls.map(({ survey, route, args }) => ({ path: `/${survey}/api/v1/${route}`, args }));
    expect(sent().map(({ path, args }) => ({ path, args }))).toEqual(told);
    for (const { url, apiUrl, route } of calls) expect(url.startsWith(`${apiUrl}/api/v1/${route}?`)).toBe(true);
  }
});

test('the call for a stamp is the call that is sent where stamps come through the object API', async () => {
  for (const [survey, objectId, alertId] of [
    ['ztf', ztfId, ztfCandid],
    ['lsst', '-', rubinSource],
  ] as const) {
    const { portal, sent } = await start({ CUTOUT_API_URL: 'none' });
    const file = 'Science.fits';
    await portal.binary.fits(new Request('http://portal/data/x'), { survey, objectId, alertId, file });
    const { route, args } = stampCall(survey, { objectId, alertId }, 'Science');
    const { 'output-format': format, ...rest } = args;
    expect(sent()).toContainEqual({ path: `/${survey}/api/v1/${route}`, args: rest, format });
  }
});
