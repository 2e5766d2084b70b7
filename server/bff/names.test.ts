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
