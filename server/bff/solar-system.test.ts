import { afterEach, expect, test } from 'vitest';
import { type FakeRequest, sendJson } from '#server/clients/fake-upstream.ts';
import { ssocardHandler } from '#server/outside/ssocard/ssocard-fake.ts';
import { type FakeService, startFakeService } from '#server/outside/testing/fake-service.ts';
import { portalFor, startFakeApis } from './testing/fake-apis.ts';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

const alert =
  '"i:objectId":"ZTF20aaaaaaa","i:candid":1786383461515015008,"i:jd":2459540.8,"i:fid":1,"i:magpsf":18,"i:sigmapsf":0.1,"i:isdiffpos":"t","i:ra":10,"i:dec":20,"sso_name":"Benoitcarry","sso_number":8467';
const where = '"RA":10.0001,"DEC":20,"Phase":12.5,"Dobs":1.5,"Dhelio":2.5,"SDSS:g":17.8';
const ssoft =
  '[{"sso_name":"Benoitcarry","version":"2026.11","H_1":12.9,"err_H_1":0.02,"G1_1":0.3,"H_2":NaN,"R":0.8,"chi2red":2.1,"period":7.25}]';

/** A portal in front of an object API with one Solar System object; `withEphem` answers calls that want an ephemeris. */
async function start(withEphem: (request: FakeRequest) => { status: number; body: string }) {
  const asked: string[] = [];
  const api = await startFakeApis((request, response) => {
    if (!/\/api\/v1\/(sso|ssoft)$/.test(request.path)) return false;
    asked.push(`${request.path}?${request.args}`);
    const isEphemeris = request.args.get('withEphem') === 'True';
    if (request.path.endsWith('ssoft')) sendJson(response, ssoft);
    else if (!isEphemeris) sendJson(response, `[{${alert}}]`);
    else {
      const { status, body } = withEphem(request);
      response.writeHead(status, { 'content-type': 'application/problem+json' }).end(body);
    }
    return true;
  });
  const cards: FakeService = await startFakeService(ssocardHandler());
  const portal = portalFor(api.url, { SSOCARD_URL: cards.url, SSOCARD_TIMEOUT_MS: '400' });
  opened.push(api, cards, portal);
  const ask = async (path: string, input: object) => {
    const query = encodeURIComponent(JSON.stringify(input));
    const answer = await portal.trpc(new Request(`http://portal.test/api/trpc/${path}?input=${query}`));
    return { status: answer.status, ...(await answer.json()) };
  };
  return { ask, asked, cards };
}

const ceres = { survey: 'ztf', name: '8467' };
const good = () => ({ status: 200, body: `[{${alert},${where}}]` });

test('the observed light curve is one call without ephemeris; with it, positions and distances are there', async () => {
  const { ask, asked } = await start(good);
  const plain = await ask('ssoAlerts', { ...ceres, withEphemeris: false });
  expect(plain.result.data).toMatchObject({ name: 'Benoitcarry', number: 8467, mag: [18], ephemeris: null });
  expect(plain.result.data.alertId).toEqual(['1786383461515015008']);
  expect(asked).toHaveLength(1);
  expect(asked[0]).not.toContain('withEphem');
  const full = await ask('ssoAlerts', { ...ceres, withEphemeris: true });
  expect(full.result.data.ephemeris).toMatchObject({ phaseDeg: [12.5], observerAu: [1.5], mag: [17.8] });
});

test('an outage of Miriade is said by name and leaves the observed light curve', async () => {
  const words = 'The Miriade ephemeris service can’t be reached.';
  const body = JSON.stringify({ status: 502, detail: words, dependency: 'Miriade ephemeris service' });
  const { ask } = await start(() => ({ status: 502, body }));
  const failed = await ask('ssoAlerts', { ...ceres, withEphemeris: true });
  expect(failed).toMatchObject({ status: 502, error: { message: expect.stringContaining('Miriade') } });
  expect((await ask('ssoAlerts', { ...ceres, withEphemeris: false })).result.data.mag).toEqual([18]);
});

const rubin = (more: string) =>
  `[{"r:diaObjectId":null,"r:diaSourceId":170424319673368579,"r:midpointMjdTai":60500.25,"r:band":"i","r:psfFlux":1000,"r:psfFluxErr":10,"r:ra":10,"r:dec":20,"f:sso_name":"2015 BC557"${more}}]`;

test('of Rubin’s sources the ephemeris of the packet is read where Miriade’s is not, and Miriade’s where it is', async () => {
  const packet = ',"r:ephRa":10.0002,"r:ephDec":20,"r:phaseAngle":7.5,"r:topoRange":1.25,"r:helioRange":2.25';
  const asked: string[] = [];
  const api = await startFakeApis((request, response) => {
    if (!request.path.endsWith('/lsst/api/v1/sso')) return false;
    asked.push(String(request.args));
    sendJson(response, rubin(request.args.has('withEphem') ? `${packet},${where}` : packet));
    return true;
  });
  const portal = portalFor(api.url);
  opened.push(api, portal);
  const alertsOf = async (withEphemeris: boolean) => {
    const input = encodeURIComponent(JSON.stringify({ survey: 'lsst', name: '2015 BC557', withEphemeris }));
    const answer = await portal.trpc(new Request(`http://portal.test/api/trpc/ssoAlerts?input=${input}`));
    return (await answer.json()).result.data;
  };
  const own = await alertsOf(false);
  expect(own).toMatchObject({ name: '2015 BC557', number: null, band: ['i'], objectId: [''] });
  expect(own.mag[0]).toBeCloseTo(31.4 - 7.5, 6);
  expect(own.ephemeris).toMatchObject({ phaseDeg: [7.5], observerAu: [1.25], sunAu: [2.25], mag: [null] });
  expect((await alertsOf(true)).ephemeris).toMatchObject({ phaseDeg: [12.5], raDeg: [10.0001] });
  expect(asked[0]).toContain('2015');
});

test('the published fit of a model has the parameters that the table has', async () => {
  const { ask, asked } = await start(good);
  const { result } = await ask('ssoPublished', { ...ceres, model: 'SHG1G2' });
  expect(result.data).toMatchObject({ version: '2026.11', periodHours: 7.25, chi2red: 2.1 });
  expect(result.data.parameters).toEqual([
    { name: 'H', band: 'g', value: 12.9, error: 0.02 },
    { name: 'G1', band: 'g', value: 0.3, error: null },
    { name: 'R', band: null, value: 0.8, error: null },
  ]);
  expect(asked[0]).toContain('flavor=SHG1G2');
});

test('a card is asked for when it is wanted; none is an answer, an outage names SsODNet', async () => {
  const { ask, cards } = await start(good);
  expect(cards.asked).toEqual([]);
  expect((await ask('ssoCard', { name: 'Benoitcarry' })).result.data.classes).toEqual(['MB', 'Outer']);
  expect((await ask('ssoCard', { name: 'Nobody' })).result.data).toBeNull();
  cards.mishap = 'status 500';
  expect(await ask('ssoCard', { name: 'Ceres' })).toMatchObject({
    status: 502,
    error: { message: expect.stringMatching(/SsODNet/) },
  });
});
