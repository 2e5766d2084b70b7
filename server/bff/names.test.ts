import type { ServerResponse } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { type FakeRequest, sendJson } from '#server/clients/fake-upstream.ts';
import { portalFor, rubinId, startFakeApis, ztfId } from './testing/fake-apis.ts';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

const pages: Readonly<Record<string, (args: URLSearchParams) => string>> = {
  '/ztf/api/v1/metadata': (args) =>
    args.get('internal_name_encoded') === 'Mynova' || args.get('objectId') === ztfId
      ? `[{"i:objectId":"${ztfId}","d:internal_name":"My nova"}]`
      : '[]',
  '/ztf/api/v1/resolver': (args) =>
    args.get('name') === ztfId && args.get('reverse') === 'True'
      ? `[{"d:fullname":"SN 2021abc","d:type":"SN Ia","d:internalname":"${ztfId}"},{"d:fullname":"AT 1","d:internalname":"other"}]`
      : '[]',
};

async function start(override = (_request: FakeRequest, _response: ServerResponse) => false) {
  const api = await startFakeApis((request, response) => {
    if (override(request, response)) return true;
    const page = pages[request.path];
    if (page !== undefined) sendJson(response, page(request.args));
    return page !== undefined;
  });
  const portal = portalFor(api.url);
  opened.push(api, portal);
  const names = async (objectId: string) => {
    const input = encodeURIComponent(JSON.stringify({ objectId }));
    const answer = await portal.trpc(new Request(`http://portal.test/api/trpc/names?input=${input}`));
    return (await answer.json()).result?.data;
  };
  return { api, names, caller: portal.createCaller(new Headers(), '/{objectId}') };
}

test('a name that somebody gave leads to its object, with and without its spaces, and is not asked twice', async () => {
  const { api, caller } = await start();
  expect(await caller.objectCalled({ name: 'My nova' })).toBe(ztfId);
  expect(await caller.objectCalled({ name: 'Mynova' })).toBe(ztfId);
  expect(await caller.objectCalled({ name: 'nobody' })).toBeNull();
  expect(api.requests.map(({ args }) => args.get('internal_name_encoded'))).toEqual(['Mynova', 'nobody']);
});

test('what can be no name is not asked for', async () => {
  const { api, caller } = await start();
  for (const name of [' ', 'a:b']) expect(await caller.objectCalled({ name })).toBeNull();
  expect(api.requests).toEqual([]);
});

test('the names of an object are its own, not those of one whose id begins alike', async () => {
  const { names } = await start();
  expect(await names(ztfId)).toEqual({ given: 'My nova', tns: { name: 'SN 2021abc', type: 'SN Ia' } });
  expect(await names('ZTF21acoshvx')).toEqual({ given: null, tns: null });
  expect(await names(rubinId)).toEqual({ given: null, tns: null });
});

test('an API without these routes knows no names; one in trouble is a failure', async () => {
  const missing = await start((request, response) => {
    if (!request.path.includes('/metadata') && !request.path.includes('/resolver')) return false;
    response.writeHead(404).end('{"message": "nothing here"}');
    return true;
  });
  expect(await missing.caller.objectCalled({ name: 'Mynova' })).toBeNull();
  expect(await missing.names(ztfId)).toEqual({ given: null, tns: null });
  const broken = await start((_, response) => {
    response.writeHead(500).end('broken');
    return true;
  });
  await expect(broken.caller.objectCalled({ name: 'Mynova' })).rejects.toMatchObject({ dependency: 'object API' });
});

const tns = '/ztf/api/v1/resolver';

test('a name of the Transient Name Server leads to its object, whichever prefix is typed, and no other that begins alike', async () => {
  const { caller } = await start(({ path, args }, response) => {
    if (path !== tns || args.get('resolver') !== 'tns') return false;
    const others = `{"d:fullname":"SN 2021abcd","d:internalname":"ZTF21aaaaaaa"}`;
    const row = `{"d:fullname":"SN 2021abc","d:internalname":"ATLAS21x"},{"d:fullname":"SN 2021abc","d:internalname":"${ztfId}"}`;
    sendJson(response, args.get('name') === 'SN 2021abc' ? `[${others},${row}]` : '[]');
    return true;
  });
  for (const text of ['SN 2021abc', 'at2021abc']) {
    const found = await caller.search({ text });
    expect(found.understood).toEqual({ kind: 'object', survey: 'ztf', objectId: ztfId });
    expect(found.rows).toMatchObject([{ objectId: ztfId }]);
    expect(found.calls.map(({ route }) => route)).toEqual(['resolver', 'resolver', 'objects']);
  }
  expect((await caller.search({ text: 'SN 2021ab' })).understood.kind).toBe('nothing');
});

test('a name that has a place and no object here is looked for around the place, and says who knows it', async () => {
  const { caller } = await start(({ path, args }, response) => {
    if (path !== tns) return false;
    const simbad = '[{"oname":"NGC 1068","otype":"AGN","jradeg":40.6698,"jdedeg":-0.0133}]';
    const place = '[{"d:fullname":"AT 2022xyz","d:internalname":"ATLAS22x","d:ra":"10.5","d:declination":"-4"}]';
    if (args.get('resolver') === 'simbad') sendJson(response, args.get('name') === 'NGC 1068' ? simbad : '[]');
    else sendJson(response, args.get('name') === 'AT 2022xyz' ? place : '[]');
    return true;
  });
  expect((await caller.search({ text: 'NGC  1068' })).understood).toEqual({
    kind: 'cone',
    raDeg: 40.6698,
    decDeg: -0.0133,
    radiusArcsec: 10,
    named: { name: 'NGC 1068', source: 'SIMBAD' },
  });
  const found = await caller.search({ text: 'AT 2022xyz' });
  expect(found.understood).toMatchObject({ kind: 'cone', raDeg: 10.5, named: { name: 'AT 2022xyz', source: 'TNS' } });
  expect(found.calls.map(({ route }) => route)).toEqual(['resolver', 'resolver', 'conesearch', 'conesearch']);
  expect(await caller.search({ text: 'NGC 99999' })).toMatchObject({ understood: { kind: 'nothing' }, calls: [] });
});

test('a resolver that is away is said, and is no failure of the search', async () => {
  const { caller } = await start(({ path }, response) => {
    if (path !== tns) return false;
    response.writeHead(502).end('{"message": "The SIMBAD name resolver can’t be reached."}');
    return true;
  });
  const { understood } = await caller.search({ text: 'NGC 1068' });
  expect(understood).toMatchObject({ kind: 'nothing', reason: expect.stringContaining('could not be asked') });
});
