import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StampLocator, stampKinds, textFromLocator } from '#domain/stamps/locator.ts';
import { openLake } from '#server/adapters/lake/open-lake.ts';
import { createLocalFiles } from '#server/adapters/local-files/local-files.ts';
import { lakeSettingsFrom } from '#server/env/lake-settings.ts';
import type { Service } from '#server/http/create-service.ts';
import { createIngest } from '#server/ingest/create-ingest.ts';
import { openIngestDeps } from '#server/ingest/deps.ts';
import { parseDataEnv } from '#server/ingest/env.ts';
import { packetOf, plainPacket } from '#server/ingest/testing/packets.ts';
import { scratchFolder } from '#server/ingest/testing/scratch.ts';
import type { FileStore, Spent } from '#server/ports/file-store.ts';
import { textReader } from '#server/storage/cell-codec.ts';
import foreign from '#server/storage/lake/foreign-files.golden.json' with { type: 'json' };
import { lakeLayouts } from '#server/storage/lake/lake-layout.ts';
import { readStamp } from '#server/storage/lake/read-stamp.ts';
import { createStampIndex } from '#server/storage/lake/stamp-index.ts';
import { isSchemaKey } from '#server/storage/surveys/survey-tables.ts';
import { createCutoutApiDeps } from './deps.ts';
import { cutoutApiEnv } from './env.ts';
import { createSmallLake, partsOf, post, smallFits, smallPath } from './test-lake.ts';

const url = process.env.WEBHDFS_URL ?? '';
const scratch = scratchFolder();
const env = {
  DATA_DIR: join(scratch.path, 'data'),
  LOG_LEVEL: 'silent',
  FILE_STORE: 'webhdfs',
  WEBHDFS_URL: url,
  WEBHDFS_USER: 'root',
  LAKE_ROOT: `/lake-${randomUUID().slice(0, 8)}`,
  WEBHDFS_TIMEOUT_MS: '60000',
  WEBHDFS_SILENT_MS: '20000',
};
const alertId = (k: number): string => String(9_200_000_000_000_000_000n + BigInt(k));

describe('a lake on HDFS', () => {
  const exchanges: string[] = [];
  let files: FileStore;
  let locators: ReadonlyMap<string, StampLocator>;
  let service: Service;
  beforeAll(async () => {
    const lake = lakeSettingsFrom(cutoutApiEnv(env), env.DATA_DIR);
    files = openLake(lake, { observe: ({ upstream }) => void exchanges.push(upstream) });
    ({ locators } = await createSmallLake(12, files));
    service = createCutoutApiDeps(cutoutApiEnv(env), '0.0.0-test').service;
  });
  afterAll(async () => {
    await service?.shutdown();
    await files?.close();
    await fetch(`${url}/webhdfs/v1${env.LAKE_ROOT}?op=DELETE&recursive=true&user.name=root`, { method: 'DELETE' });
    scratch.remove();
  });
  const locatorOf = (k: number): StampLocator => {
    const locator = locators.get(alertId(k));
    if (locator === undefined) throw new Error(`no locator of alert ${k}`);
    return locator;
  };

  it('gives a stamp nobody has read before for one range read, and one exchange where the file is known', async () => {
    const { encoding } = lakeLayouts.ztf;
    for (const expected of [['NameNode', 'DataNode'], ['DataNode']]) {
      const spent: Spent = { reads: 0, bytes: 0, rows: 0 };
      exchanges.length = 0;
      const stamp = await readStamp(files, locatorOf(expected.length), 'Science', { encoding, spent });
      expect(Buffer.from(stamp ?? [])).toEqual(Buffer.from(smallFits(3 * expected.length)));
      expect(spent.reads).toBe(1);
      expect(exchanges).toEqual(expected);
    }
  });

  it.each([
    ['its path below the root', `/${smallPath}`],
    ['its path in HDFS', `${env.LAKE_ROOT}/${smallPath}`],
  ])('is served by the cutout API, an alert named by %s', async (_, hdfsPath) => {
    for (const locator of [textFromLocator(locatorOf(4)), null]) {
      const ask = { survey: 'ztf', hdfsPath, alertId: alertId(4), ...(locator === null ? {} : { locator }) };
      const response = await service.fetch(post('stamps', ask));
      expect(response.status).toBe(200);
      const parts = partsOf(await response.arrayBuffer());
      for (const [nth, kind] of stampKinds.entries())
        expect(Buffer.compare(parts[kind], Buffer.from(smallFits(12 + nth)))).toBe(0);
    }
  });

  it('serves nothing above its root, and says what is missing', async () => {
    const ask = (hdfsPath: string) => service.fetch(post('stamps', { survey: 'ztf', hdfsPath, alertId: '1' }));
    expect((await ask(`${env.LAKE_ROOT}/../x.parquet`)).status).toBe(400);
    expect((await ask('/none.parquet')).status).toBe(404);
    expect((await service.fetch(new Request('http://test/ready'))).status).toBe(200);
  });

  it('finds the stamps of files by others through an index that is built once and outlives a restart', async () => {
    const [file] = foreign.files;
    const path = 'year=2024/month=11/day=14/part-00000.snappy.parquet';
    await files.write(path, [Buffer.from(file?.bytes ?? '', 'base64')]);
    const cache = createLocalFiles({ root: join(scratch.path, 'index') });
    const index = () => createStampIndex({ files, cache, layout: lakeLayouts.ztf });
    const first = index();
    exchanges.length = 0;
    const found = await Promise.all(foreign.alerts.map(({ candid }) => first.locate(path, candid)));
    expect(found.every((one) => one !== undefined)).toBe(true);
    const stats = foreign.alerts.length;
    const built = exchanges.length - stats;
    exchanges.length = 0;
    await index().locate(path, foreign.alerts[0]?.candid ?? '');
    expect(exchanges).toEqual(['NameNode']);
    expect(built).toBeLessThan(20);
    await cache.close();
  });

  it('is filled by an ingest, whose rows name files that can be read', async () => {
    mkdirSync(join(scratch.path, 'in'));
    for (let i = 0; i < 5; i++) writeFileSync(join(scratch.path, 'in', `${i}.avro`), packetOf(plainPacket(i)));
    const deps = openIngestDeps(parseDataEnv(env), () => performance.now());
    deps.reader.start();
    try {
      const summary = await createIngest(deps).ingestPaths([join(scratch.path, 'in')]);
      expect(summary).toMatchObject({ alerts: 5, rejected: 0 });
      let rows = 0;
      for await (const row of deps.store.scan('ztf.cutouts', [{ start: '' }])) {
        const path = textReader('d:hdfs_path')(row);
        if (path === undefined || isSchemaKey(row.key)) continue;
        rows++;
        expect(path).toMatch(new RegExp(`^hdfs://127\\.0\\.0\\.1:8020${env.LAKE_ROOT}/year=.*\\.parquet$`));
        const hdfsPath = path.slice(path.indexOf(':8020') + 5);
        const [objectId = ''] = row.key.split('_');
        const ask = { hdfsPath, kind: 'Science', objectId, return_type: 'FITS' };
        expect((await service.fetch(post('cutouts', ask))).status).toBe(200);
      }
      expect(rows).toBe(5);
    } finally {
      await deps.close();
    }
  });
});
