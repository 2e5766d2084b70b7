import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pixelOf } from '#domain/healpix/ring.ts';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import type { Service } from '#server/http/create-service.ts';
import { createFakeOutside } from '#server/outside/testing/fake-outside.ts';
import type { WideRowStore } from '#server/ports/wide-row-store.ts';
import goldenJson from '../../domain/skymap/skymap.golden.json' with { type: 'json' };
import { bytesFromMapText } from './queries/skymap-file.ts';
import { type SampleAlert, sampleAlert, sequence, writeSampleAlerts } from './testing/sample-alerts.ts';
import { createFakeCutouts, createSampleApi } from './testing/sample-api.ts';

const golden = goldenJson as unknown as {
  pythonTexts: readonly (readonly [base64: string, text: string])[];
  maps: readonly {
    name: string;
    gzip: string;
    nside: number;
    regions: readonly (readonly [level: number, runs: readonly (readonly [number, number])[], areaSr: number])[];
  }[];
};

/** The multi-order map whose golden pixels are those of the table. */
const map = golden.maps.find(({ nside }) => nside === 128);
const packed = Buffer.from(map?.gzip ?? '', 'base64');
const [, half, ninety] = map?.regions ?? [];
const runs = ninety?.[1] ?? [];
/** 2019-08-14T21:10:39.013334 UTC (astropy). */
const eventJd = 2_458_710.382_395_988;

/** As Python writes bytes. */
function pythonText(bytes: Uint8Array): string {
  const shown = Array.from(bytes, (byte) =>
    byte >= 32 && byte < 127 && byte !== 39 && byte !== 92
      ? String.fromCharCode(byte)
      : `\\x${byte.toString(16).padStart(2, '0')}`,
  );
  return `b'${shown.join('')}'`;
}

const isIn = (raDeg: number, decDeg: number, level = runs): boolean => {
  const pixel = pixelOf(128, raDeg, decDeg);
  return level.some(([first, last]) => pixel >= first && pixel <= last);
};

const next = sequence(5);
let count = 0;
function alertAt(raDeg: number, decDeg: number, began: number, lasted: number): SampleAlert {
  const id = `ZTF19aaaa${String.fromCharCode(97 + Math.floor(count / 676), 97 + (Math.floor(count / 26) % 26), 97 + (count++ % 26))}`;
  const values = { 'i:ra': raDeg, 'i:dec': decDeg, 'i:jdstarthist': began, 'i:jd': began + lasted };
  return sampleAlert(id, 0, values, { pixel: pixelOf(128, raDeg, decDeg) });
}

/** Around the event in place and time, mostly inside; some before, some after, some that have varied for long. */
const alerts = Array.from({ length: 400 }, () =>
  alertAt(310 + (next() - 0.5) * 14, 10 + (next() - 0.5) * 14, eventJd + (next() - 0.3) * 20, next() * 9),
);
const idsOf = (rows: readonly Record<string, unknown>[]): string[] => rows.map((row) => String(row['i:objectId']));

function expectedIds(before: number, after: number, level = runs): string[] {
  return alerts
    .map(({ objectId, values }) => {
      const number = (name: string): number => Number(values[name]);
      return { objectId, ra: number('i:ra'), dec: number('i:dec'), jd: number('i:jd'), began: number('i:jdstarthist') };
    })
    .filter(({ began }) => began >= eventJd - before && began <= eventJd + after)
    .filter(({ ra, dec, jd, began }) => isIn(ra, dec, level) && jd - began <= after)
    .sort((a, b) => b.jd - a.jd)
    .map(({ objectId }) => objectId);
}

const folder = mkdtempSync(join(tmpdir(), 'skymap-'));
let store: WideRowStore;
let api: Service;

beforeAll(async () => {
  store = createLmdbStore({ path: folder });
  await writeSampleAlerts(store, alerts);
  const skymaps = {
    'S190814bv/bayestar.multiorder.fits': packed,
    'S190814bw/bayestar.fits.gz': Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3]),
  };
  const { services } = createFakeOutside({ skymaps });
  api = createSampleApi(store, createFakeCutouts().client, { level: 'silent' }, { outside: services });
});

afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

async function post(args: Record<string, unknown>, route = 'skymap'): Promise<{ status: number; text: string }> {
  const response = await api.fetch(
    new Request(`http://test/api/v1/${route}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(args),
    }),
  );
  return { status: response.status, text: await response.text() };
}

async function rowsOf(args: Record<string, unknown>, route?: string): Promise<Record<string, unknown>[]> {
  const { status, text } = await post(args, route);
  expect([status, text.slice(0, 200)]).toEqual([200, expect.any(String)]);
  return JSON.parse(text);
}

describe('skymap', () => {
  test('answers the objects inside the region that began to vary in the window, newest first', async () => {
    const expected = expectedIds(1, 6);
    expect(expected.length).toBeGreaterThan(20);
    expect(idsOf(await rowsOf({ bayestar: pythonText(packed), credible_level: 0.9 }))).toEqual(expected);
  });

  test('a map as text of Python, as base64, gzipped or not, under either name, or by the name of the event, is the same', async () => {
    const expected = expectedIds(2, 10, half?.[1]);
    const days = { credible_level: 0.5, n_day_before: 2, n_day_after: '10' };
    const plain = gunzipSync(packed);
    for (const which of [
      { bayestar: packed.toString('base64') },
      { file: pythonText(packed) },
      { file: plain.toString('base64') },
      { bayestar: pythonText(plain) },
      { event_name: 'S190814bv' },
    ]) {
      expect(idsOf(await rowsOf({ ...which, ...days }))).toEqual(expected);
    }
    const old = { event_name: 'S190814bv', credible_level: 0.5, days_before: 2, days_after: 10 };
    expect(idsOf(await rowsOf(old, 'bayestar'))).toEqual(expected);
    const response = await api.fetch(
      new Request('http://test/api/v1/skymap?event_name=S190814bv&credible_level=0.5&n_day_before=2&n_day_after=10'),
    );
    expect(idsOf(JSON.parse(await response.text()))).toEqual(expected);
  });

  test('rows have the crossmatch columns, the class, and the time of the event', async () => {
    const [row = {}] = await rowsOf({ event_name: 'S190814bv', credible_level: 0.9 });
    expect(Object.keys(row).sort()).toEqual(
      'd:cdsxmatch d:classification d:nalerthist i:candid i:dec i:distnr i:drb i:fid i:jd i:jdstarthist i:magpsf i:objectId i:ra i:sigmapsf v:jdstartgw'.split(
        ' ',
      ),
    );
    expect(row['v:jdstartgw']).toBeCloseTo(eventJd, 7);
  });

  test('nothing in the window is an empty list', async () => {
    expect(await rowsOf({ event_name: 'S190814bv', credible_level: 0.9, n_day_before: 0, n_day_after: 0 })).toEqual([]);
  });

  test.each([
    [{ event_name: 'S190814bv' }, 400, 'A value for `credible_level` is required.'],
    [{ credible_level: 0.9 }, 400, 'A sky map is needed'],
    [{ event_name: 'S190814bv', credible_level: 0 }, 400, 'a number above 0'],
    [{ event_name: 'S190814bv', credible_level: 'x' }, 400, 'a number is needed'],
    [{ event_name: 'S190814bv', credible_level: 0.9, n_day_before: 7.5 }, 400, 'from 0 to 7'],
    [{ event_name: 'S190814bv', credible_level: 0.9, n_day_after: 15 }, 400, 'from 0 to 14'],
    [{ event_name: '../secret', credible_level: 0.9 }, 400, 'is no name of a superevent'],
    [{ event_name: 'S190814zz', credible_level: 0.9 }, 404, 'GraceDB has no sky map of S190814zz'],
    [{ bayestar: "__import__('os').system('true')", credible_level: 0.9 }, 400, 'is no sky map'],
    [{ bayestar: "b'\\x1f' + b'\\x8b'", credible_level: 0.9 }, 400, 'is no sky map'],
    [{ bayestar: "b'abc'", credible_level: 0.9 }, 400, 'ends before its table does'],
    [{ file: pythonText(packed.subarray(0, 2000)), credible_level: 0.9 }, 400, 'gzip is broken or cut short'],
  ])('input that is wrong (%#) is refused, with a reason', async (args, status, words) => {
    const answer = await post(args);
    expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(words)]);
  });

  test('a broken map of GraceDB is its failure, not that of the caller', async () => {
    const { status, text } = await post({ event_name: 'S190814bw', credible_level: 0.9 });
    expect(status).toBe(502);
    expect(text).toContain('GraceDB');
  });
});

describe('bytes as text', () => {
  test.each(golden.pythonTexts)('example %# is read as Python wrote it', (base64, text) => {
    expect(Buffer.from(bytesFromMapText(text, 'file')).toString('base64')).toBe(base64);
  });

  test('of any bytes come back, and other text never does', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 80 }), (bytes) => {
        expect([...bytesFromMapText(pythonText(bytes), 'file')]).toEqual([...bytes]);
        expect([...bytesFromMapText(Buffer.from(bytes).toString('base64'), 'file')]).toEqual([...bytes]);
      }),
    );
    const refused = [
      "b'",
      "b''",
      "b'\\'",
      "b'\\xg0'",
      "b'\\x1",
      "b'é'",
      "b'a'b'",
      'b"a\'',
      "b'\\q'",
      "b'\\400'",
      '====',
      '',
    ];
    for (const text of refused) {
      expect(() => bytesFromMapText(text, 'file'), text).toThrow('is no sky map');
    }
  });
});
