import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { expect, type Page, test } from '@playwright/test';
import avro from 'avsc';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { expectNoViolationsInAnyTheme } from './axe.ts';
import { lightCurve, stamps } from './light-curve.ts';
import { ztfRows } from './object-id.ts';
import { addresses } from './stack/addresses.ts';

const data = fileURLToPath(new URL('../../shared/data/', import.meta.url));
const packets = `${data}ztf/avro/`;

test.skip(() => !existsSync(data), 'LEFT OUT: real alerts, because ../shared/data is not there');

type Values = Readonly<Record<string, unknown>>;

const isValues = (value: unknown): value is Values => typeof value === 'object' && value !== null;

function inner(values: Values, name: string): Values {
  const value = values[name];
  if (!isValues(value)) throw new Error(`The packet has no “${name}”.`);
  return value;
}

/** Real packets have defaults that don't fit their fields. */
function withoutDefaults(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutDefaults);
  if (!isValues(schema)) return schema;
  const kept = Object.entries(schema).filter(([key]) => key !== 'default');
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutDefaults(value)]));
}

/** 64-bit ids exactly. */
const bigintLong = avro.types.LongType.__with({
  fromBuffer: (buffer: Buffer) => buffer.readBigInt64LE(),
  toBuffer: (value: bigint) => Buffer.from(BigInt64Array.of(value).buffer),
  fromJSON: BigInt,
  toJSON: Number,
  isValid: (value: unknown) => typeof value === 'bigint',
  compare: (a: bigint, b: bigint) => (a === b ? 0 : a < b ? -1 : 1),
});

/** The one record of a packet, read with avsc and none of the portal's code. */
async function readPacket(name: string): Promise<Values> {
  const decoder = avro.createFileDecoder(packets + name, {
    parseHook: (schema) =>
      avro.Type.forSchema(avro.Type.isType(schema) ? schema : JSON.parse(JSON.stringify(withoutDefaults(schema))), {
        registry: { long: bigintLong },
        wrapUnions: false,
      }),
  });
  for await (const record of decoder) if (isValues(record)) return record;
  throw new Error(`${name} has no record.`);
}

const packetNames = () => readdirSync(packets).sort();

/** Text of a fact in the panel of the selected alert, without thin spaces and with the keyboard's minus. */
async function factOf(page: Page, label: string): Promise<string> {
  const line = stamps(page).locator('dl > div', { has: page.getByText(label, { exact: true }) });
  const text = await line.locator('dd').first().textContent();
  return (text ?? '').replaceAll('−', '-').replace(/\s+/g, ' ').trim();
}

/** The number at the beginning of `text` is `value`, rounded to the decimals that it shows. */
function expectRounded(text: string, value: number): void {
  const [, shown = '', decimals = ''] = /^(-?\d+(?:\.(\d+))?)/.exec(text) ?? [];
  expect(Math.abs(Number(shown) - value), `${text} for ${value}`).toBeLessThanOrEqual(0.5001 * 10 ** -decimals.length);
}

test.describe('a real ZTF packet, from its file to the page', () => {
  test('numbers at the API are those of the packet to the last bit, and on the page to the last digit', async ({
    page,
    request,
  }) => {
    const packet = await readPacket(packetNames()[0] ?? '');
    const candidate = inner(packet, 'candidate');
    const objectId = String(packet.objectId);
    const candid = String(candidate.candid);
    expect(candid).toBe(packetNames()[0]?.replace('.avro', ''));

    const columns = ['candid', 'jd', 'fid', 'magpsf', 'sigmapsf', 'diffmaglim', 'ra', 'dec', 'rb', 'fwhm', 'field'];
    const rows = await ztfRows(request, 'objects', { objectId, columns: columns.map((name) => `i:${name}`).join() });
    const row = rows.find((one) => one['i:candid'] === candid);
    if (!row) throw new Error(`${objectId} has no alert ${candid}.`);
    for (const name of columns.slice(1)) {
      const [sent, there] = [Number(candidate[name]), Number(row[`i:${name}`])];
      // Single precision is written with the fewest digits that name it; doubles and integers are as they were.
      const exact = /^(jd|ra|dec|fid|field)$/.test(name) ? there : Math.fround(there);
      expect([name, exact]).toEqual([name, sent]);
    }

    const response = await page.goto(`/${objectId}?alert=${candid}`);
    expect(response?.status()).toBe(200);
    await expect(page.getByText(/^Simulated/)).toHaveCount(0);
    await expect(stamps(page)).toHaveAttribute('data-alert', candid);
    expect(await factOf(page, 'candid')).toContain(candid);
    const magnitude = await factOf(page, 'PSF magnitude');
    expectRounded(magnitude, Number(candidate.magpsf));
    expectRounded(magnitude.split('± ')[1] ?? '', Number(candidate.sigmapsf));
    expectRounded(await factOf(page, 'RA'), Number(candidate.ra));
    expectRounded(await factOf(page, 'Dec'), Number(candidate.dec));
    expectRounded(await factOf(page, 'Limit, 5σ'), Number(candidate.diffmaglim));
    expectRounded(await factOf(page, 'Seeing, FWHM'), Number(candidate.fwhm));
    expectRounded(await factOf(page, 'Field'), Number(candidate.field));
    expectRounded(await factOf(page, 'MJD'), Number(candidate.jd) - 2_400_000.5);
    await expect(stamps(page).getByRole('img')).toHaveCount(3);
  });

  test('every stamp of all 24 packets is served as the packet has it, byte for byte', async ({ request }) => {
    test.slow();
    expect(packetNames()).toHaveLength(24);
    for (const name of packetNames()) {
      const packet = await readPacket(name);
      const [objectId, candid] = [String(packet.objectId), String(packet.candid)];
      for (const kind of ['Science', 'Template', 'Difference']) {
        const sent = inner(packet, `cutout${kind}`).stampData;
        if (!Buffer.isBuffer(sent)) throw new Error(`${name} has no ${kind} stamp.`);
        const served = await request.get(`/data/ztf/${objectId}/${candid}/${kind}.fits`);
        expect([name, kind, served.status()]).toEqual([name, kind, 200]);
        expect([name, kind, gunzipSync(sent).equals(await served.body())]).toEqual([name, kind, true]);
      }
    }
  });
});

test.describe('real Rubin alerts, from their file to the page', () => {
  /** Sources of the file by object, read with hyparquet and none of the portal's code. */
  async function readSources(): Promise<ReadonlyMap<string, readonly Values[]>> {
    const file = await asyncBufferFromFile(`${data}lsst/fink-lsst-v7.1.snappy.parquet`);
    const columns = ['diaSource', 'cutoutScience'];
    const rows = await parquetReadObjects({ file, compressors, columns, utf8: false });
    const objects = new Map<string, Values[]>();
    for (const row of rows) {
      const source = { ...inner(row, 'diaSource'), cutoutScience: row.cutoutScience };
      const objectId = String(inner(row, 'diaSource').diaObjectId);
      if (/^[1-9]\d+$/.test(objectId)) objects.set(objectId, [...(objects.get(objectId) ?? []), source]);
    }
    return objects;
  }

  test('an object opens with its bands, µJy and MJD TAI, and the numbers of the file', async ({ page, request }) => {
    const [found] = [...(await readSources())].sort(([, a], [, b]) => b.length - a.length);
    if (!found) throw new Error('The file has no objects.');
    const [objectId, sources] = found;
    const source = sources[0] ?? {};
    const sourceId = String(source.diaSourceId);

    const params = { diaObjectId: objectId, columns: 'r:diaSourceId,r:band,r:psfFlux,r:midpointMjdTai', ids: 'string' };
    const answer = await request.get(`${addresses.objectApi}/lsst/api/v1/sources`, { params });
    const rows: readonly Values[] = await answer.json();
    const row = rows.find((one) => String(one['r:diaSourceId']) === sourceId);
    expect(row?.['r:band']).toBe(source.band);
    // Doubles travel with ten decimals, as Fink's own API sends them.
    expect(Number(row?.['r:midpointMjdTai'])).toBeCloseTo(Number(source.midpointMjdTai), 9);
    expect(Math.fround(Number(row?.['r:psfFlux']))).toBe(Math.fround(Number(source.psfFlux)));

    const response = await page.goto(`/${objectId}?alert=${sourceId}`);
    expect(response?.status()).toBe(200);
    await expect(page.getByRole('heading', { level: 1 })).toContainText(objectId);
    await expect(lightCurve(page).getByText('MJD (TAI)')).toBeVisible();
    await expect(lightCurve(page).getByText('Difference flux (µJy)')).toBeVisible();
    for (const band of ['u', 'g', 'r', 'i', 'z', 'y'])
      await expect(lightCurve(page).getByRole('button', { name: new RegExp(`^${band} \\d`) })).toBeVisible();
    await expect(stamps(page)).toHaveAttribute('data-alert', sourceId);
    await expect(stamps(page)).toHaveAttribute('data-state', 'ready');
    await expect(stamps(page).getByRole('img')).toHaveCount(3);
    expectRounded(await factOf(page, 'MJD'), Number(source.midpointMjdTai));
    expect(await factOf(page, 'MJD')).toContain('TAI');
    const flux = await factOf(page, 'PSF flux');
    expect(flux).toContain('µJy');
    expectRounded(flux, Number(source.psfFlux) / 1000);
    await expectNoViolationsInAnyTheme(page);
  });

  test('the stamp of each object is served as the file has it', async ({ request }) => {
    test.slow();
    const objects = await readSources();
    expect(objects.size).toBeGreaterThan(10);
    for (const [objectId, sources] of objects) {
      const [source] = sources;
      const sent = source?.cutoutScience;
      if (!(sent instanceof Uint8Array)) throw new Error(`${objectId} has no science stamp in the file.`);
      const served = await request.get(`/data/lsst/${objectId}/${source?.diaSourceId}/Science.fits`);
      expect([objectId, served.status()]).toEqual([objectId, 200]);
      expect([objectId, Buffer.from(sent).equals(await served.body())]).toEqual([objectId, true]);
    }
  });
});
