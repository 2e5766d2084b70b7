import { gzipSync } from 'node:zlib';
import type { StampKind, StampLocator } from '#domain/stamps/locator.ts';
import type { FileStore } from '#server/ports/file-store.ts';
import { type LakeAlert, lakeLayouts } from '#server/storage/lake/lake-layout.ts';
import { memoryFiles } from '#server/storage/lake/memory-files.ts';
import { createStampIndex } from '#server/storage/lake/stamp-index.ts';
import { writeLakeFile } from '#server/storage/lake/write-lake-file.ts';
import { createMetrics, type Metrics } from '#server/telemetry/metrics.ts';
import { createSystemTraceDeps } from '#server/telemetry/system-trace-deps.ts';
import { createWideLog } from '#server/telemetry/wide-log.ts';
import { type CutoutApiOptions, createCutoutApi } from './app.ts';
import { createExampleSource } from './documentation.ts';
import { createStampReader } from './reading/stamp-reader.ts';

const block = 2880;
const side = 21;

/** A FITS image as ZTF writes it; pixel `k` is `first + k`, pixel 1 is NaN. */
export function smallFits(first: number): Uint8Array {
  const cards = ['SIMPLE  =  T', 'BITPIX  = -32', 'NAXIS   = 2', `NAXIS1  = ${side}`, `NAXIS2  = ${side}`, 'END'];
  const bytes = new Uint8Array(2 * block).fill(0x20, 0, block);
  cards.forEach((card, i) => {
    bytes.set(Buffer.from(card, 'latin1'), 80 * i);
  });
  const view = new DataView(bytes.buffer);
  for (let k = 0; k < side * side; k++) view.setFloat32(block + 4 * k, k === 1 ? Number.NaN : first + k);
  return bytes;
}

/** Alert `k` has stamps that begin at 3k, 3k+1, 3k+2; alert 2 has no Template. */
export function smallAlerts(count: number): LakeAlert[] {
  return Array.from({ length: count }, (_, k) => {
    const stamp = (n: number) => ({ fileName: `s${n}.fits.gz`, bytes: gzipSync(smallFits(3 * k + n)) });
    return {
      alertId: 9_200_000_000_000_000_000n + BigInt(k),
      objectId: `ZTF99${'abcdefghij'[k % 10]}aaaaaa`,
      time: 2_460_000.5 + k,
      stamps: { Science: stamp(0), Template: k === 2 ? null : stamp(1), Difference: stamp(2) },
    };
  });
}

export interface TestLake {
  readonly files: FileStore;
  readonly locators: ReadonlyMap<string, StampLocator>;
}

export const smallPath = 'year=2026/month=11/day=22/part-0.parquet';

export async function createSmallLake(count = 12, files: FileStore = memoryFiles()): Promise<TestLake> {
  const locators = await writeLakeFile(files, smallPath, smallAlerts(count), { layout: lakeLayouts.ztf });
  return { files, locators };
}

export function createTestApi(files: FileStore, extra: Partial<CutoutApiOptions> = {}) {
  const indexes = {
    ztf: createStampIndex({ files, layout: lakeLayouts.ztf }),
    lsst: createStampIndex({ files, layout: lakeLayouts.lsst }),
  };
  const reader = createStampReader({ files, indexes, lakeRoot: '/data/lake' });
  const metrics: Metrics = createMetrics({ service: 'cutout-api', version: '0', processMetrics: false });
  const service = createCutoutApi({
    reader,
    examples: createExampleSource({ files, indexes }),
    version: '0',
    trace: createSystemTraceDeps(),
    metrics,
    log: createWideLog({ service: 'cutout-api', version: '0', level: 'silent' }),
    ...extra,
  });
  return { service, reader, metrics };
}

export function post(route: 'cutouts' | 'stamps', body: unknown): Request {
  const headers = { 'content-type': 'application/json' };
  return new Request(`http://x/api/v1/${route}`, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** The three stamps of a `/stamps` body. */
export function partsOf(body: ArrayBuffer): Record<StampKind, Buffer> {
  const bytes = Buffer.from(body);
  let at = 0;
  const next = (): Buffer => {
    const length = bytes.readUInt32BE(at);
    const part = bytes.subarray(at + 4, at + 4 + length);
    at += 4 + length;
    return part;
  };
  return { Science: next(), Template: next(), Difference: next() };
}
