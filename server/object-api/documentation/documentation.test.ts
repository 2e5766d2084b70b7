import { beforeEach, describe, expect, test } from 'vitest';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import { lsstRoutes, ztfRoutes } from '#server/contracts/object-api.ts';
import { fitsFromPixels } from '#server/demo/fits-stamp.ts';
import { documentationSuite, exampleAddresses, readDocument } from '#server/http/openapi/documentation-kit.ts';
import { fuzzSuite } from '#server/http/openapi/fuzz-kit.ts';
import { wireOf } from '../wire/wire-kit.ts';
import { lsstWords, ztfWords } from './route-words.ts';

describe('documentation of the object API', () => {
  const wire = wireOf(createLmdbStore);
  documentationSuite(() => wire.api);
  beforeEach(() => {
    wire.cutouts.fits = fitsFromPixels(new Float32Array(9), 3);
  });
  fuzzSuite(() => wire.api);

  test('every route has its words', () => {
    expect(Object.keys(ztfWords).sort()).toEqual(Object.keys(ztfRoutes).sort());
    expect(Object.keys(lsstWords).sort()).toEqual(Object.keys(lsstRoutes).sort());
  });

  test('examples of tables that have rows are answered with rows', async () => {
    const addresses = exampleAddresses(await readDocument(wire.api)).filter((address) => address.startsWith('/ztf/'));
    const answered = await Promise.all(
      addresses.map(async (address) => [address, (await wire.ask(address)).status] as const),
    );
    expect(answered.filter(([, status]) => status >= 500)).toEqual([]);
    for (const name of ['objects', 'conesearch', 'latests', 'tracklet', 'statistics', 'stamp-locations']) {
      const address = addresses.find((one) => one.startsWith(`/ztf/api/v1/${name}?`)) ?? name;
      expect((await wire.ask(address)).rows().length).toBeGreaterThan(0);
    }
  });

  test('the header that tells of a limit is documented where an answer has it', async () => {
    const { paths } = await readDocument(wire.api);
    const cut = await wire.ask('/ztf/api/v1/latests?class=Unknown&n=1');
    expect(cut.headers.get('x-result-truncated')).toBe('1');
    const told = Object.keys(paths['/ztf/api/v1/latests']?.get?.responses[200]?.headers ?? {});
    expect(told).toContain('X-Result-Truncated');
    expect(Object.keys(paths['/ztf/api/v1/classes']?.get?.responses[200]?.headers ?? {})).not.toContain('ETag');
  });

  test('the columns of the table of the Solar System are documented beside its rows, and are no list', async () => {
    const content = { 'application/json': { schema: { oneOf: [{ type: 'array' }, { type: 'object' }] } } };
    expect((await readDocument(wire.api)).paths['/ztf/api/v1/ssoft']).toMatchObject({
      get: { responses: { 200: { content } } },
    });
    const answer = await wire.ask('/ztf/api/v1/ssoft?schema=True');
    expect(Array.isArray(JSON.parse(answer.text))).toBe(false);
  });
});
