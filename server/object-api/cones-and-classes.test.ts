import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { separationDeg } from '#domain/coordinates/separation.ts';
import { pixelOf } from '#domain/healpix/ring.ts';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import type { Service } from '#server/http/create-service.ts';
import type { WideRowStore } from '#server/ports/wide-row-store.ts';
import { type SampleAlert, sampleAlert, sequence, writeSampleAlerts } from './testing/sample-alerts.ts';
import { createFakeCutouts, createSampleApi } from './testing/sample-api.ts';

type Row = Record<string, string | number | null>;

const folder = mkdtempSync(join(tmpdir(), 'object-api-'));
let store: WideRowStore;
let api: Service;

/** Places that cones get wrong: both sides of RA 0, both poles, and ordinary sky. */
const places = [
  { raDeg: 0.001, decDeg: 12 },
  { raDeg: 359.999, decDeg: 12 },
  { raDeg: 40, decDeg: 89.9995 },
  { raDeg: 220, decDeg: 89.9995 },
  { raDeg: 130, decDeg: -89.9992 },
  { raDeg: 193.8217, decDeg: 2.8973 },
];

function nameOf(index: number): string {
  return `ZTF20aaaa${String.fromCharCode(97 + Math.floor(index / 676), 97 + (Math.floor(index / 26) % 26), 97 + (index % 26))}`;
}

function placed(index: number, position: { raDeg: number; decDeg: number }, values = {}): SampleAlert {
  const { raDeg, decDeg } = position;
  const all = { 'i:ra': raDeg, 'i:dec': decDeg, 'i:jdstarthist': 2_459_900.5 + index, ...values };
  return sampleAlert(nameOf(index), 0, all, { pixel: pixelOf(128, raDeg, decDeg), classification: 'QSO' });
}

const next = sequence(42);
const alerts = places.flatMap((place, k) =>
  Array.from({ length: 40 }, (_, i) => {
    const distance = next() * 0.05;
    const decDeg = Math.max(-90, Math.min(90, place.decDeg + (next() - 0.5) * distance));
    const raDeg =
      (((place.raDeg + ((next() - 0.5) * distance) / Math.max(0.01, Math.cos((decDeg * Math.PI) / 180))) % 360) + 360) %
      360;
    return placed(k * 40 + i, { raDeg, decDeg });
  }),
);

async function cone(args: Record<string, unknown>): Promise<{ rows: Row[]; response: Response }> {
  const response = await api.fetch(
    new Request('http://test/api/v1/conesearch', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(args),
    }),
  );
  const text = await response.text();
  expect([response.status, text.slice(0, 200)]).toEqual([200, expect.any(String)]);
  return { rows: JSON.parse(text), response };
}

async function rowsOf(path: string): Promise<Row[]> {
  const response = await api.fetch(new Request(`http://test${path}`));
  const text = await response.text();
  expect([response.status, text.slice(0, 200)]).toEqual([200, expect.any(String)]);
  return JSON.parse(text);
}

beforeAll(async () => {
  store = createLmdbStore({ path: folder });
  const classes = [
    // The first tenth of a day after midnight (jd …5.5) is the part that a reversed scan upstream loses.
    sampleAlert('ZTF21aaaaaaa', 0, { 'i:jd': 2_459_800.5 }, { classification: 'Early SN Ia candidate' }),
    sampleAlert(
      'ZTF21aaaaaab',
      0,
      { 'i:jd': 2_459_800.55, 'd:mag_rate': -0.5, 'd:tns': 'SN Ia' },
      { classification: 'Early SN Ia candidate' },
    ),
    sampleAlert(
      'ZTF21aaaaaac',
      0,
      { 'i:jd': 2_459_801.7, 'd:mag_rate': 0.5 },
      { classification: 'Early SN Ia candidate' },
    ),
    sampleAlert('ZTF21aaaaaad', 0, { 'i:jd': 2_459_950.7 }, { classification: 'Early SN Ia candidate' }),
  ];
  await writeSampleAlerts(store, [...alerts, ...classes]);
  api = createSampleApi(store, createFakeCutouts().client);
});

afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('conesearch', () => {
  test.each(places)('finds all objects around %o, and only those, nearest first', async (place) => {
    const { raDeg, decDeg } = place;
    for (const radius of [5, 30, 120, 3000, 18_000]) {
      const { rows } = await cone({ ra: raDeg, dec: decDeg, radius, n: 100_000 });
      const expected = alerts
        .map(({ objectId, values }) => ({
          objectId,
          distance: separationDeg(place, { raDeg: Number(values['i:ra']), decDeg: Number(values['i:dec']) }),
        }))
        .filter(({ distance }) => distance <= radius / 3600)
        .sort((a, b) => a.distance - b.distance);
      expect(rows.map((row) => row['i:objectId'])).toEqual(expected.map(({ objectId }) => objectId));
      rows.forEach((row, k) => {
        expect(row['v:separation_degree']).toBeCloseTo(expected[k]?.distance ?? Number.NaN, 9);
      });
    }
  });

  test('a cone that was seen before is told that nothing changed; another radius is another answer', async () => {
    const ask = (radius: number, headers = {}) =>
      api.fetch(new Request(`http://test/api/v1/conesearch?ra=40&dec=89.9995&radius=${radius}`, { headers }));
    const tag = (await ask(60)).headers.get('etag') ?? '';
    expect((await ask(60, { 'if-none-match': tag })).status).toBe(304);
    const wider = await ask(90, { 'if-none-match': tag });
    expect([wider.status, wider.headers.get('etag') === tag]).toEqual([200, false]);
  });

  test('has the thirteen crossmatch columns, the class, and the distance', async () => {
    const { rows } = await cone({ ra: '193.8217', dec: '2.8973', radius: '1000', n: 1 });
    expect(Object.keys(rows[0] ?? {}).sort()).toEqual(
      'd:cdsxmatch d:classification d:nalerthist i:candid i:dec i:distnr i:drb i:fid i:jd i:jdstarthist i:magpsf i:objectId i:ra i:sigmapsf v:separation_degree'.split(
        ' ',
      ),
    );
  });

  test('n counts the nearest, after the distance is known, and the cut is told', async () => {
    const all = await cone({ ra: 0, dec: 12, radius: 600, n: 1000 });
    const { rows, response } = await cone({ ra: 0, dec: 12, radius: 600, n: 3 });
    expect(rows).toEqual(all.rows.slice(0, 3));
    expect(response.headers.get('x-result-truncated')).toBe('3');
    expect(all.response.headers.get('x-result-truncated')).toBeNull();
  });

  test('positions are read in every form, and columns get the position added', async () => {
    const byDegrees = await cone({ ra: 193.8217, dec: 2.8973, radius: 60, columns: 'i:objectId' });
    expect(Object.keys(byDegrees.rows[0] ?? {})).toEqual(['i:dec', 'i:objectId', 'i:ra', 'v:separation_degree']);
    const bySexagesimal = await cone({ ra: '12:55:17.208', dec: '2:53:50.28', radius: 60, columns: 'i:objectId' });
    expect(bySexagesimal.rows.map((row) => row['i:objectId'])).toEqual(byDegrees.rows.map((row) => row['i:objectId']));
  });

  test('dates mean the first variation, and count only with a start', async () => {
    const around = { ra: 193.8217, dec: 2.8973, radius: 600, columns: 'i:objectId,i:jdstarthist' };
    const began = (rows: Row[]) => rows.map((row) => Number(row['i:jdstarthist'])).sort();
    const all = began((await cone(around)).rows);
    const from = all[10] ?? 0;
    const window = await cone({ ...around, startdate: from, window: 5 });
    expect(began(window.rows)).toEqual(all.filter((jd) => jd >= from && jd <= from + 5));
    const untilIso = await cone({ ...around, startdate: '2022-11-17', stopdate: from - 2_400_000.5 });
    expect(began(untilIso.rows)).toEqual(all.filter((jd) => jd <= from));
    expect((await cone({ ...around, stopdate: from })).rows).toHaveLength(all.length);
  });

  test('the latest alert of an object stands for it', async () => {
    const position = { raDeg: 77, decDeg: -30 };
    const twice = [0, 1].map((k) =>
      placed(239, position, { 'i:jd': 2_459_000.5 + k, 'i:jdstarthist': 2_458_000.5 + k }),
    );
    await writeSampleAlerts(store, twice);
    const { rows } = await cone({ ra: 77, dec: -30, radius: 5 });
    expect(rows.map((row) => row['i:jd'])).toEqual([2_459_001.5]);
  });
});

describe('latests', () => {
  const path = '/api/v1/latests?class=Early%20SN%20Ia%20candidate&columns=i:objectId,i:jd';

  test('newest first, n at most, the cut told', async () => {
    const rows = await rowsOf(`${path}&n=2`);
    expect(rows.map((row) => row['i:objectId'])).toEqual(['ZTF21aaaaaad', 'ZTF21aaaaaac']);
    const response = await api.fetch(new Request(`http://test${path}&n=2`));
    expect(response.headers.get('x-result-truncated')).toBe('2');
  });

  test('the first tenth of the first day is not lost, nor the last moment; ISO, JD and MJD say the same', async () => {
    const ids = ['ZTF21aaaaaac', 'ZTF21aaaaaab', 'ZTF21aaaaaaa'];
    for (const [start, stop] of [
      ['2022-08-09', '2022-08-10 04:48:00'],
      ['2459800.5', '2459801.7'],
      ['59800', '59801.2'],
    ]) {
      const rows = await rowsOf(`${path}&startdate=${start}&stopdate=${stop}`);
      expect([start, rows.map((row) => row['i:objectId'])]).toEqual([start, ids]);
    }
    expect(await rowsOf(`${path}&startdate=59801.3&stopdate=59900`)).toEqual([]);
  });

  test.each([
    ['2459800.5', '2459800.5', ['ZTF21aaaaaaa']],
    ['2459800.5', '2459800.54', ['ZTF21aaaaaaa']],
    ['2459800.5', '2459801.6', ['ZTF21aaaaaab', 'ZTF21aaaaaaa']],
    ['2459800.51', '2459801.75', ['ZTF21aaaaaac', 'ZTF21aaaaaab']],
    ['2459801', '2459802', ['ZTF21aaaaaac']],
  ])('nothing before %s and nothing after %s, to the moment', async (start, stop, ids) => {
    const rows = await rowsOf(`${path}&startdate=${start}&stopdate=${stop}`);
    expect(rows.map((row) => row['i:objectId'])).toEqual(ids);
  });

  test('a new low state is told by m0, or by the instantness of alerts that have no m0', async () => {
    const blazars = [
      ['ZTF22aaaaaaa', { 'd:blazar_stats_m0': 1.5, 'd:blazar_stats_instantness_low': 0 }],
      ['ZTF22aaaaaab', { 'd:blazar_stats_m0': 0.5, 'd:blazar_stats_instantness_low': 2 }],
      ['ZTF22aaaaaac', { 'd:blazar_stats_m0': undefined, 'd:blazar_stats_instantness_low': 1 }],
      ['ZTF22aaaaaad', { 'd:blazar_stats_m0': undefined, 'd:blazar_stats_instantness_low': 0.5 }],
    ] as const;
    const classification = '(CTA) Blazar low state';
    await writeSampleAlerts(
      store,
      blazars.map(([id, values]) => sampleAlert(id, 0, values, { classification, selectedFor: ['lowStateBlazars'] })),
    );
    const low = `/api/v1/latests?class=${encodeURIComponent(classification)}&columns=i:objectId`;
    const ids = async (trend: string) => (await rowsOf(`${low}&trend=${trend}`)).map((row) => row['i:objectId']);
    expect(await ids('new_low_state')).toEqual(['ZTF22aaaaaaa', 'ZTF22aaaaaac']);
    expect(await ids('low_state')).toHaveLength(4);
  });

  test.each([
    ['foo', 'foo is not a valid trend.\n        Trend must be among: rising, fading, low_state, new_low_state'],
    [
      'low_state',
      'low_state trend is only implemented for the `(CTA) Blazar low state` class.\n        QSO class can accept trend among: rising, fading.',
    ],
  ])('trend %s of another class is refused in the words of the API, and never kept', async (trend, words) => {
    const response = await api.fetch(new Request(`http://test/api/v1/latests?class=QSO&trend=${trend}`));
    expect([response.status, response.headers.get('cache-control')]).toEqual([400, 'no-store']);
    expect(await response.text()).toBe(`\n        ${words}\n        `);
    const asJson = new Request(`http://test/api/v1/latests?class=QSO&trend=${trend}`, {
      headers: { accept: 'application/json' },
    });
    expect(await (await api.fetch(asJson)).json()).toMatchObject({ status: 400, argument: 'trend' });
  });

  test('classes of SIMBAD with and without their mark, types of TNS with theirs', async () => {
    const quasars = await rowsOf('/api/v1/latests?class=QSO&n=1000&columns=i:objectId');
    expect(quasars.length).toBeGreaterThanOrEqual(alerts.length);
    expect(await rowsOf('/api/v1/latests?class=(SIMBAD)%20QSO&n=1000&columns=i:objectId')).toEqual(quasars);
    const typed = await rowsOf('/api/v1/latests?class=(TNS)%20SN%20Ia&n=10&columns=i:objectId');
    expect(typed).toEqual([{ 'i:objectId': 'ZTF21aaaaaab' }]);
    expect(await rowsOf('/api/v1/latests?class=(TNS)%20Nothing&n=10')).toEqual([]);
  });

  test('a trend keeps the rising or the fading, without showing what it looked at', async () => {
    expect(await rowsOf(`${path}&stopdate=59802&trend=rising`)).toEqual(
      [{ 'i:jd': 2_459_800.55, 'i:objectId': 'ZTF21aaaaaab' }].map((row) =>
        expect.objectContaining({ 'i:objectId': row['i:objectId'] }),
      ),
    );
    const fading = await rowsOf(`${path}&startdate=59801&stopdate=59802&trend=fading`);
    expect(fading.map((row) => Object.keys(row))).toEqual([['i:jd', 'i:objectId']]);
  });

  test('all columns bring the computed ones; rates only with color', async () => {
    const [plain = {}] = await rowsOf('/api/v1/latests?class=QSO&n=1');
    expect(Object.keys(plain).filter((name) => name.startsWith('v:'))).toEqual(
      ['classification', 'lastdate', 'firstdate', 'lapse', 'constellation'].map((name) => `v:${name}`),
    );
    const [coloured = {}] = await rowsOf('/api/v1/latests?class=QSO&n=1&color=False');
    expect(Object.keys(coloured)).toContain('v:g-r');
  });
});
