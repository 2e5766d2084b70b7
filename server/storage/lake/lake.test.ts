import { gunzipSync, gzipSync } from 'node:zlib';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { describe, expect, it } from 'vitest';
import { PortalError } from '#domain/failure.ts';
import { type StampLocator, stampKinds } from '#domain/stamps/locator.ts';
import type { FileStore } from '#server/ports/file-store.ts';
import { type LakeAlert, type LakeStamp, lakeLayouts } from './lake-layout.ts';
import { memoryFiles } from './memory-files.ts';
import { fitsFromStampBytes, readStamp } from './read-stamp.ts';
import { createStampIndex } from './stamp-index.ts';
import { writeLakeFile } from './write-lake-file.ts';

const surveys = ['ztf', 'lsst'] as const;
type SurveyId = (typeof surveys)[number];
const path = 'year=2026/month=11/day=22/a.parquet';
const firstId = 9_200_000_000_000_000_000n;

/** A FITS of pixels that follow from `seed`; a big one or one of a single row of blocks. */
function fits(seed: number, pixelBytes = 17_280): Buffer {
  const bytes = Buffer.alloc(2880 + pixelBytes, ' ');
  bytes.write('SIMPLE  =                    T', 0, 'latin1');
  let state = (seed + 1) * 2_654_435_761;
  for (let at = 2880; at < bytes.length; at += 4) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes.writeFloatBE((state >>> 20) / 4, at);
  }
  return bytes;
}

const stampsMade = new Map<string, LakeStamp>();

/** One of some hundred stamps: making a new one for each alert would take most of the time. */
function stampOf(survey: SurveyId, seed: number): LakeStamp | null {
  if (seed % 11 === 5) return null;
  const name = `${survey} ${seed % 101}`;
  const made = stampsMade.get(name) ?? newStamp(survey, seed % 101);
  stampsMade.set(name, made);
  return made;
}

function newStamp(survey: SurveyId, seed: number): LakeStamp {
  const plain = fits(seed, seed % 7 === 0 ? 0 : 17_280);
  return survey === 'ztf' ? { fileName: `f${seed}.fits.gz`, bytes: gzipSync(plain) } : { fileName: null, bytes: plain };
}

function alertsOf(survey: SurveyId, count: number): LakeAlert[] {
  return Array.from({ length: count }, (_, i) => ({
    alertId: firstId + BigInt(i * 3),
    objectId:
      survey === 'ztf'
        ? `ZTF99aaaaaa${'abc'[i % 3]}`
        : i % 4 === 1
          ? null
          : String(999_000_000_000_000_000n + BigInt(i % 5)),
    time: 61_000.5 + i / 100,
    stamps: {
      Science: stampOf(survey, 3 * i),
      Template: stampOf(survey, 3 * i + 1),
      Difference: stampOf(survey, 3 * i + 2),
    },
  }));
}

const spentNow = (): { reads: number; bytes: number; rows: number } => ({ reads: 0, bytes: 0, rows: 0 });

async function whole(files: FileStore, one: string): Promise<Uint8Array> {
  return Uint8Array.from((await files.read(one, 0, 1 << 30)) ?? []);
}

async function written(
  survey: SurveyId,
  count: number,
): Promise<{ files: FileStore; locators: Map<string, StampLocator>; alerts: LakeAlert[] }> {
  const files = memoryFiles();
  const alerts = alertsOf(survey, count);
  const locators = await writeLakeFile(files, path, alerts, { layout: lakeLayouts[survey] });
  return { files, locators, alerts };
}

describe.each(surveys)('a lake file of %s', (survey) => {
  const layout = lakeLayouts[survey];

  it.each([1, 2, 501])('of %d alerts gives every stamp back by one range read', async (count) => {
    const { files, locators, alerts } = await written(survey, count);
    expect(locators.size).toBe(count);
    for (const alert of alerts) {
      const locator = locators.get(String(alert.alertId));
      if (locator === undefined) throw new Error('no locator');
      for (const kind of stampKinds) {
        const spent = spentNow();
        const bytes = await readStamp(files, locator, kind, { encoding: layout.encoding, spent });
        const stamp = alert.stamps[kind];
        expect(locator.pages[kind] === null).toBe(stamp === null);
        if (stamp === null) expect(bytes).toBeUndefined();
        else
          expect(
            Buffer.compare(bytes ?? Buffer.alloc(0), survey === 'ztf' ? gunzipSync(stamp.bytes) : stamp.bytes),
          ).toBe(0);
        expect(spent.reads).toBe(stamp === null ? 0 : 1);
        expect(spent.bytes).toBeLessThanOrEqual(survey === 'ztf' ? 16_000 : 48_000);
      }
    }
  });

  it('has the same bytes for the same alerts, however they arrive', async () => {
    const { files, alerts } = await written(survey, 130);
    async function* slowly(): AsyncGenerator<LakeAlert> {
      for (const alert of alerts) yield alert;
    }
    await writeLakeFile(files, 'again.parquet', slowly(), { layout });
    expect(Buffer.compare(await whole(files, path), await whole(files, 'again.parquet'))).toBe(0);
  });

  it('is a Parquet file with a page index, read by others', async () => {
    const { files, alerts } = await written(survey, 501);
    const bytes = await whole(files, path);
    const file = bytes.buffer instanceof ArrayBuffer ? bytes.buffer : new ArrayBuffer(0);
    const rows = await parquetReadObjects({ file, compressors, utf8: false });
    expect(rows.length).toBe(alerts.length);
    const last = rows.at(-1);
    expect(survey === 'ztf' ? last?.candid : last?.diaSource?.diaSourceId).toBe(alerts.at(-1)?.alertId);
    const metadata = parquetMetadata(file);
    expect(metadata.row_groups.map(({ num_rows }) => Number(num_rows))).toEqual([500, 1]);
    const stamps = metadata.row_groups[0]?.columns.filter(({ meta_data }) =>
      Object.values(layout.stampColumns).includes(meta_data?.path_in_schema.join('.') ?? ''),
    );
    expect(
      stamps?.map(({ offset_index_offset, meta_data }) => [
        typeof offset_index_offset,
        meta_data?.codec,
        meta_data?.statistics,
      ]),
    ).toEqual(Array(3).fill(['bigint', layout.encoding.codec, undefined]));
  });

  it('is indexed like any other file, to the same places', async () => {
    const { files, locators, alerts } = await written(survey, 120);
    const index = createStampIndex({ files, layout });
    for (const alert of alerts) {
      const id = String(alert.alertId);
      const located = await index.locate(path, id);
      const known = locators.get(id);
      for (const kind of stampKinds) {
        if (alert.stamps[kind] === null) continue;
        expect(located?.locator.pages[kind]).toEqual(known?.pages[kind]);
        expect(located?.encodings[kind]).toEqual(layout.encoding);
      }
    }
    const object = alerts.find(({ objectId }) => objectId !== null);
    expect((await index.locateObject(path, object?.objectId ?? ''))?.locator.pages.Template).toEqual(
      locators.get(String(object?.alertId))?.pages.Template,
    );
  });

  it('of no alerts is a Parquet file of no rows', async () => {
    const { files, locators } = await written(survey, 0);
    expect(locators.size).toBe(0);
    expect(await createStampIndex({ files, layout }).locate(path, '1')).toBeUndefined();
  });

  it('refuses alerts that do not ascend, and leaves no file', async () => {
    const files = memoryFiles();
    const [a, b] = alertsOf(survey, 2);
    if (a === undefined || b === undefined) throw new Error('no alerts');
    for (const alerts of [
      [b, a],
      [a, a],
    ]) {
      await expect(writeLakeFile(files, path, alerts, { layout })).rejects.toThrow('must ascend');
    }
    expect(await files.stat(path)).toBeUndefined();
  });

  it('holds one row group in memory, not the night', async () => {
    const layoutSeen = new Set<number>();
    let largest = 0;
    let pulled = 0;
    const alerts = alertsOf(survey, 1100);
    function* counted(): Generator<LakeAlert> {
      for (const alert of alerts) {
        pulled++;
        yield alert;
      }
    }
    const files: FileStore = {
      ...memoryFiles(),
      async write(_, chunks) {
        for await (const chunk of chunks) {
          layoutSeen.add(pulled);
          largest = Math.max(largest, chunk.length);
        }
      },
    };
    await writeLakeFile(files, path, counted(), { layout });
    expect([...layoutSeen]).toEqual([500, 1000, 1100]);
    expect(largest).toBeLessThan(1.5 * 1024 * 1024);
  });
});

describe('a locator', () => {
  const kindOf = async (work: Promise<unknown>): Promise<unknown> => {
    try {
      await work;
    } catch (error) {
      return error instanceof PortalError ? error.kind : error;
    }
    return 'no failure';
  };

  it('is refused unless it leads to exactly one page with a stamp, whatever it says', async () => {
    for (const survey of surveys) {
      const { files, locators, alerts } = await written(survey, 40);
      const { encoding } = lakeLayouts[survey];
      const locator = locators.get(String(alerts[1]?.alertId));
      const page = locator?.pages.Science;
      if (locator === undefined || page === null || page === undefined) throw new Error('no page');
      const { length } = (await files.stat(path)) ?? { length: 0 };
      const wrong = [
        { ...page, offset: page.offset + 1 },
        { ...page, offset: page.offset - 1 },
        { ...page, offset: 0 },
        { ...page, offset: 4, length: 40 },
        { ...page, offset: length - 10 },
        { ...page, offset: length * 2 },
        { ...page, length: page.length - 1 },
        { ...page, length: page.length + 1 },
        { ...page, length: 0 },
        { ...page, length: 2 ** 31 },
        { ...page, row: 1 },
        { ...page, row: 10 ** 8 },
      ];
      for (const one of wrong) {
        const changed = { ...locator, pages: { ...locator.pages, Science: one } };
        expect(await kindOf(readStamp(files, changed, 'Science', { encoding })), JSON.stringify(one)).toBe(
          'bad-request',
        );
      }
      for (const name of ['x.txt', 'format.json', '']) {
        expect(await kindOf(readStamp(files, { ...locator, path: name }, 'Science', { encoding }))).toBe('bad-request');
      }
      expect(await kindOf(readStamp(files, { ...locator, path: 'none.parquet' }, 'Science', { encoding }))).toBe(
        'not-found',
      );
    }
  });

  it('that leads to a page of something else is refused', async () => {
    const files = memoryFiles();
    const alerts = alertsOf('ztf', 3).map((alert) => ({
      ...alert,
      stamps: { ...alert.stamps, Science: { fileName: null, bytes: Buffer.alloc(5000, 'x') } },
    }));
    const locators = await writeLakeFile(files, path, alerts, { layout: lakeLayouts.ztf });
    const locator = locators.get(String(firstId));
    if (locator === undefined) throw new Error('no locator');
    const { encoding } = lakeLayouts.ztf;
    expect(await kindOf(readStamp(files, locator, 'Science', { encoding }))).toBe('bad-request');
  });

  it('that leads to the page of another alert is refused, by the one read of that page', async () => {
    const files = memoryFiles();
    const { encoding } = lakeLayouts.ztf;
    const locators = await writeLakeFile(files, path, alertsOf('ztf', 4), { layout: lakeLayouts.ztf });
    const locator = locators.get(String(firstId + 3n));
    if (locator === undefined) throw new Error('no locator');
    const spent = spentNow();
    for (const kind of stampKinds.filter((one) => locator.pages[one] !== null)) {
      expect(await readStamp(files, locator, kind, { encoding, alertId: firstId + 3n })).toBeDefined();
      const other = readStamp(files, locator, kind, { encoding, alertId: firstId, spent });
      await expect(other).rejects.toThrow(`its page is that of alert ${firstId + 3n}`);
      expect(await kindOf(other)).toBe('bad-request');
    }
    expect(spent.reads).toBe(stampKinds.filter((kind) => locator.pages[kind] !== null).length);
  });

  it('is worth nothing for a request that is given up', async () => {
    const { files, locators } = await written('ztf', 2);
    const locator = locators.get(String(firstId));
    if (locator === undefined) throw new Error('no locator');
    const options = { encoding: lakeLayouts.ztf.encoding, signal: AbortSignal.abort() };
    expect(await kindOf(readStamp(files, locator, 'Science', options))).toBe('aborted');
  });
});

describe('the bytes of a stamp', () => {
  it('are given back as they are when plain, unpacked when gzipped, refused when neither', () => {
    const plain = fits(1);
    expect(fitsFromStampBytes(plain)).toBe(plain);
    expect(Buffer.compare(fitsFromStampBytes(gzipSync(plain)), plain)).toBe(0);
    const packed = gzipSync(plain);
    for (const bytes of [
      new Uint8Array(0),
      Buffer.from('SIMPLE  ='),
      gzipSync('hello'),
      packed.subarray(0, 900),
      Buffer.alloc(9000),
    ]) {
      expect(() => fitsFromStampBytes(bytes)).toThrow(PortalError);
    }
  });

  it('that would unpack to more than any stamp are refused', () => {
    const bomb = gzipSync(Buffer.alloc(80 << 20));
    expect(() => fitsFromStampBytes(bomb)).toThrow('unpacked');
  });
});
