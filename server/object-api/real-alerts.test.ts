import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ztfPacketColumns } from '#domain/surveys/ztf-columns-packet.ts';
import { realData } from '#fixtures/real-data.ts';
import { parseExactJson } from '#server/contracts/exact-json.ts';
import { createCutoutApiDeps } from '#server/cutout-api/deps.ts';
import { cutoutApiEnv } from '#server/cutout-api/env.ts';
import { numberFromFloat32 } from '#server/formats/shortest-float32.ts';
import type { Service } from '#server/http/create-service.ts';
import { createAvroSchemas } from '#server/ingest/avro/avro-schema.ts';
import { openAvroContainer } from '#server/ingest/avro/container.ts';
import { recordFrom } from '#server/ingest/records/record-shape.ts';
import { ingestInto, scratchFolder } from '#server/ingest/testing/scratch.ts';
import { createObjectApi } from './app.ts';
import { createObjectApiParts, type ObjectApiParts } from './deps.ts';
import { parseObjectApiEnv } from './env.ts';

type Row = Readonly<Record<string, unknown>>;

const data = realData() ?? '';

/** The packets of a folder, by candid. */
function packetsOf(folder: string): ReadonlyMap<string, Row> {
  const schemas = createAvroSchemas();
  const packets = readdirSync(folder).flatMap((name) => {
    const { schemaText, blocks } = openAvroContainer(readFileSync(join(folder, name)));
    return [...blocks].flatMap(({ bytes, count }) => schemas(schemaText).decode(bytes, count));
  });
  return new Map(packets.map((packet): [string, Row] => [String(packet.candid), packet]));
}

describe.skipIf(data === '')('real alerts, from packet to wire', () => {
  const folder = scratchFolder();
  const dataDir = join(folder.path, 'data');
  let parts: ObjectApiParts;
  let api: Service;
  let cutoutApi: Service;

  const ask = (path: string): Promise<Response> => api.fetch(new Request(`http://test${path}`));
  const rowsOf = async (path: string): Promise<Row[]> => {
    const response = await ask(path);
    const text = await response.text();
    expect([response.status, text.slice(0, 200)]).toEqual([200, expect.any(String)]);
    const rows = parseExactJson(text);
    return Array.isArray(rows) ? rows : [];
  };

  beforeAll(async () => {
    await ingestInto(
      dataDir,
      ['ztf/avro', 'ztf/parquet', 'lsst/fink-lsst-v7.1.snappy.parquet'].map((name) => join(data, name)),
    );
    const settings = { DATA_DIR: dataDir, LOG_LEVEL: 'silent' };
    cutoutApi = createCutoutApiDeps(cutoutApiEnv(settings), '0.0.0-test').service;
    const { url } = await cutoutApi.listen({ host: '127.0.0.1', port: 0 });
    parts = createObjectApiParts(parseObjectApiEnv({ ...settings, CUTOUT_API_URL: url }), '0.0.0-test');
    api = createObjectApi(parts.options);
  });

  afterAll(async () => {
    await cutoutApi?.shutdown();
    await parts?.close();
    folder.remove();
  });

  test('every value of every packet is on the wire: ids exact, floats by their shortest decimal, null and NaN as null', async () => {
    const packets = packetsOf(join(data, 'ztf/avro'));
    expect(packets.size).toBe(24);
    let compared = 0;
    for (const [candid, packet] of packets) {
      const rows = await rowsOf(`/api/v1/objects?objectId=${packet.objectId}`);
      const row = rows.find((one) => String(one['i:candid']) === candid);
      const candidate = recordFrom(packet.candidate) ?? {};
      for (const { name, type } of ztfPacketColumns) {
        const field = name.slice(2);
        if (!(field in candidate) || field === 'candid') continue;
        const value = candidate[field];
        const onWire = row?.[name];
        const told = `${candid} ${name}: packet ${String(value)}, wire ${String(onWire)}`;
        compared++;
        if (value === null || Number.isNaN(value)) expect([null, undefined, 'nan'], told).toContain(onWire);
        else if (type === 'float' || type === 'double') {
          const exact = type === 'float' ? numberFromFloat32(Number(value)) : Number(value);
          expect(Math.abs(Number(onWire) - exact), told).toBeLessThanOrEqual(6e-11 + Math.abs(exact) * 3e-16);
        } else if (value === 'true' || value === 'false') expect(String(onWire), told).toBe(value);
        else expect(String(onWire), told).toBe(String(value));
      }
    }
    expect(compared).toBeGreaterThan(2300);
  });

  test('forced photometry stands among the alerts where it is asked for, and leaves the answer alone where it is not', async () => {
    let compared = 0;
    for (const packet of packetsOf(join(data, 'ztf/avro')).values()) {
      const plain = await rowsOf(`/api/v1/objects?objectId=${packet.objectId}`);
      const rows = await rowsOf(`/api/v1/objects?objectId=${packet.objectId}&withforced=True`);
      const forced = rows.filter((row) => row['d:tag'] === 'forced');
      expect(rows).toHaveLength(plain.length + forced.length);
      expect(Object.keys(plain[0] ?? {}).filter((name) => name.includes('forcediff'))).toEqual([]);
      for (const entry of Array.isArray(packet.fp_hists) ? packet.fp_hists : []) {
        const row = forced.find((one) => Number(one['i:jd']) === Number(entry.jd));
        if (!(Number(entry.forcediffimflux) > -99_990)) expect(row).toBeUndefined();
        else {
          compared++;
          expect(row?.['i:fid']).toBe(entry.fid);
          expect(row?.['i:candid']).toBe(-1);
          expect(Number(row?.['i:forcediffimflux'])).toBeCloseTo(numberFromFloat32(Number(entry.forcediffimflux)), 3);
          expect(Number(row?.['i:magzpsci'])).toBeCloseTo(Number(entry.magzpsci), 4);
        }
      }
    }
    expect(compared).toBeGreaterThan(200);
  });

  test('the FITS of an alert is that of its packet, byte for byte, and its array and picture are made of it', async () => {
    for (const [candid, packet] of [...packetsOf(join(data, 'ztf/avro'))].slice(0, 6)) {
      for (const kind of ['Science', 'Template', 'Difference']) {
        const stamp = recordFrom(packet[`cutout${kind}`])?.stampData;
        const query = `objectId=${packet.objectId}&candid=${candid}&kind=${kind}`;
        const fits = Buffer.from(await (await ask(`/api/v1/cutouts?${query}&output-format=FITS`)).arrayBuffer());
        expect(fits.equals(gunzipSync(Buffer.from(stamp instanceof Uint8Array ? stamp : [])))).toBe(true);
        const png = await ask(`/api/v1/cutouts?${query}`);
        expect([png.status, png.headers.get('content-type')]).toEqual([200, 'image/png']);
        const array = await (await ask(`/api/v1/cutouts?${query}&output-format=array&nan=null`)).json();
        expect(array[`b:cutout${kind}_stampData`][31][31]).toBe(fits.readFloatBE(2880 + 4 * (31 * 63 + 31)));
      }
    }
  });

  test('several alerts of one object in one file keep their own stamps', async () => {
    const rows = await rowsOf(
      '/api/v1/objects?objectId=ZTF18abtmxoy&withcutouts=True&cutout-kind=Science&columns=i:candid,i:jd',
    );
    expect(rows).toHaveLength(2);
    expect(rows[0]?.['b:cutoutScience_stampData']).not.toEqual(rows[1]?.['b:cutoutScience_stampData']);
    for (const row of rows) {
      const one = await ask(
        `/api/v1/cutouts?objectId=ZTF18abtmxoy&candid=${row['i:candid']}&kind=Science&output-format=array&nan=null`,
      );
      const pixels = (await one.json())['b:cutoutScience_stampData'];
      const shown = row['b:cutoutScience_stampData'];
      expect(Array.isArray(shown) && Math.abs(shown[31][31] - pixels[31][31]) < 1e-9).toBe(true);
    }
  });

  test('Rubin: every source of the file, its flux and its ids, and its stamps', async () => {
    const file = await asyncBufferFromFile(join(data, 'lsst/fink-lsst-v7.1.snappy.parquet'));
    const sources = await parquetReadObjects({ file, compressors, columns: ['diaSource'] });
    expect(sources).toHaveLength(50);
    for (const { diaSource } of sources) {
      const { diaObjectId, diaSourceId, psfFlux, band, midpointMjdTai } = diaSource;
      const rows = await rowsOf(`/lsst/api/v1/sources?diaObjectId=${diaObjectId}`);
      const row = rows.find((one) => String(one['r:diaSourceId']) === String(diaSourceId));
      expect(row).toMatchObject({ 'r:band': band });
      expect(String(row?.['r:diaObjectId'])).toBe(String(diaObjectId));
      expect(Number(row?.['r:midpointMjdTai'])).toBeCloseTo(midpointMjdTai, 9);
      expect(Number(row?.['r:psfFlux'])).toBeCloseTo(numberFromFloat32(Number(psfFlux)), 5);
      const names = Object.keys(row ?? {});
      expect(names).toEqual([...names].sort());
      expect(await rowsOf(`/lsst/api/v1/objects?diaObjectId=${diaObjectId}&columns=r:diaObjectId`)).toHaveLength(1);
    }
    const id = String(sources[0]?.diaSource.diaSourceId);
    const array = await (
      await ask(`/lsst/api/v1/cutouts?diaSourceId=${id}&kind=All&output-format=array&nan=null`)
    ).json();
    expect(Object.keys(array)).toEqual(['b:cutoutDifference', 'b:cutoutScience', 'b:cutoutTemplate']);
    expect(array['b:cutoutScience'].length).toBeGreaterThanOrEqual(30);
    const png = await ask(`/lsst/api/v1/cutouts?diaSourceId=${id}&kind=Science`);
    expect(png.headers.get('content-disposition')).toBe(`attachment; filename=${id}_Science.png`);
    expect((await ask('/lsst/api/v1/cutouts?diaSourceId=1&kind=Science')).status).toBe(404);
  });

  test('Rubin: a text lacking in some rows is nan, one lacking in all rows is null', async () => {
    const [one = {}, ...more] = await rowsOf('/lsst/api/v1/sources?diaObjectId=3068394242679243007');
    expect(more).toEqual([]);
    const lacking = Object.entries(one).filter(([, value]) => value === 'nan');
    expect(lacking).toEqual([]);
  });

  test('stamp-locations by object and by alert agree, for both surveys', async () => {
    const byObject = await rowsOf('/lsst/api/v1/stamp-locations?objectId=3068394242679243007');
    expect(byObject).toHaveLength(1);
    expect(await rowsOf(`/lsst/api/v1/stamp-locations?diaSourceId=${byObject[0]?.alertId}`)).toEqual(byObject);
    expect(await rowsOf('/ztf/api/v1/stamp-locations?objectId=ZTF18abtmxoy')).toHaveLength(2);
  });
});
