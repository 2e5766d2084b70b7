import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { stampKinds, textFromLocator } from '#domain/stamps/locator.ts';
import { realData } from '#fixtures/real-data.ts';
import { createLocalFiles } from '#server/adapters/local-files/local-files.ts';
import { memoryFiles } from '#server/storage/lake/memory-files.ts';
import golden from './real-stamps.golden.json' with { type: 'json' };
import { createSmallLake, createTestApi, partsOf, post, smallPath } from './test-lake.ts';

const hdfsPath = `/${smallPath}`;
const alertId = (k: number): string => String(9_200_000_000_000_000_000n + BigInt(k));
const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function locatorText(lake: Awaited<ReturnType<typeof createSmallLake>>, k: number): string {
  const locator = lake.locators.get(alertId(k));
  if (!locator) throw new Error(`no locator of alert ${k}`);
  return textFromLocator(locator);
}

describe('isolation', () => {
  test('1,000 interleaved requests, a third aborted: each answer is the one it gives alone, counters return to zero', async () => {
    const root = await mkdtemp(join(tmpdir(), 'lake-'));
    const lake = await createSmallLake(40, createLocalFiles({ root }));
    const slow = {
      ...lake.files,
      read: async (...args: Parameters<typeof lake.files.read>) => {
        await new Promise((resolve) => setTimeout(resolve, args[1] % 7));
        return lake.files.read(...args);
      },
    };
    const { service, reader, metrics } = createTestApi(slow, { limits: { concurrency: 2000 } });
    const { url } = await service.listen({ host: '127.0.0.1', port: 0 });
    const ask = (k: number) => ({
      survey: 'ztf',
      hdfsPath,
      alertId: alertId(k),
      locator: k % 2 ? locatorText(lake, k) : undefined,
    });
    const headers = { 'content-type': 'application/json' };
    const stampsOf = async (k: number, signal?: AbortSignal): Promise<string> => {
      const init = { method: 'POST', headers, body: JSON.stringify(ask(k)), signal };
      const response = await fetch(`${url}/api/v1/stamps`, init);
      return sha(new Uint8Array(await response.arrayBuffer()));
    };
    const alone: string[] = [];
    for (let k = 0; k < 40; k++) alone.push(await stampsOf(k));
    expect(new Set(alone).size).toBe(40);
    const outcomes = await Promise.all(
      Array.from({ length: 1000 }, async (_, i) => {
        const controller = new AbortController();
        if (i % 3 === 0) setTimeout(() => controller.abort(), i % 11);
        try {
          return (await stampsOf(i % 40, controller.signal)) === alone[i % 40];
        } catch {
          return i % 3 === 0;
        }
      }),
    );
    expect(outcomes.every(Boolean)).toBe(true);
    await expect.poll(() => [reader.open(), metrics.inFlight()]).toEqual([0, 0]);
    await service.shutdown();
    await lake.files.close();
    await rm(root, { recursive: true });
  });
});

const data = realData();

describe.skipIf(!data)('files that Fink wrote', () => {
  const path = 'year=2024/month=11/day=14/part.parquet';
  const file = {
    ztf: 'ztf/parquet/fink-ztf-00002.snappy.parquet',
    lsst: 'lsst/fink-lsst-v7.1.snappy.parquet',
  } as const;

  test.each(['ztf', 'lsst'] as const)('%s: FITS and arrays are those of pyarrow and astropy', async (survey) => {
    const { service } = createTestApi(memoryFiles({ [path]: new Uint8Array(readFileSync(`${data}${file[survey]}`)) }));
    for (const expected of golden[survey]) {
      const response = await service.fetch(post('stamps', { survey, hdfsPath: `/${path}`, alertId: expected.alertId }));
      const parts = partsOf(await response.arrayBuffer());
      expect(stampKinds.map((kind) => sha(parts[kind]))).toEqual(expected.fits);
      const ids =
        survey === 'ztf'
          ? { objectId: expected.objectId, candid: expected.alertId }
          : { diaSourceId: expected.alertId };
      for (const [i, kind] of stampKinds.entries()) {
        const array = await service.fetch(post('cutouts', { hdfsPath: `/${path}`, kind, ...ids }));
        const text = await array.text();
        expect(sha(Buffer.from(text.slice(1, -1)))).toBe(expected.arrays[i]);
      }
    }
  });
});
