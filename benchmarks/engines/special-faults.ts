import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { call } from '../measure.ts';
import type { EngineControl } from './engine-control.ts';
import { openEngineLake } from './engine-data.ts';
import { surveyObjects } from './probes.ts';
import { root, type Stack, startStack } from './stack.ts';

/** What came of a trial that is more than asking again and again. */
export interface Result {
  readonly fault: string;
  readonly seen: string;
  readonly recovery: string;
  /** What should not have happened. */
  readonly wrong: readonly string[];
}

const postJson = (url: string, json: unknown) => call({ url, method: 'POST', json });

async function digestOfStream(url: string): Promise<string> {
  const answer = await fetch(url);
  if (!answer.ok || answer.body === null) return `HTTP ${answer.status}`;
  const hash = createHash('sha256');
  for await (const chunk of answer.body) hash.update(chunk);
  return hash.digest('hex');
}

/** All objects of the survey, by the beginnings of their names: more alerts than are held in memory, so they are written while they are read. */
const everything = Array.from({ length: 26 }, (_, index) => `ZTF99aa${String.fromCharCode(97 + index)}`).join(',');

/** The REST server goes and comes again while the whole survey is read and on its way out. */
export async function restartWithinScan({ objectApi }: Stack, control: EngineControl): Promise<Result> {
  const fault = 'HBase REST killed a third into a scan of 10,000 alerts, started again at once';
  const url = `${objectApi.url}/ztf/api/v1/objects?objectId=${everything}&output-format=csv`;
  const expected = await digestOfStream(url);
  const beganMs = performance.now();
  await digestOfStream(url);
  const thirdMs = (performance.now() - beganMs) / 3;
  const restart = async (): Promise<number> => {
    await sleep(thirdMs);
    const killedMs = performance.now();
    await control.kill('rest');
    await control.revive('rest');
    return (performance.now() - killedMs) / 1_000;
  };
  const [got, seconds] = await Promise.all([
    digestOfStream(url).catch((error: Error) => `broken off (${error.message})`),
    restart(),
  ]);
  const again = await digestOfStream(url);
  const wrong = [
    ...(again === expected ? [] : [`${fault}: another answer afterwards`]),
    ...(got === expected || got.startsWith('broken off') || /^HTTP 50[234]$/.test(got) ? [] : [`${fault}: ${got}`]),
  ];
  const seen = got === expected ? 'the whole answer, to the byte' : `${got}: never taken for a whole answer`;
  return { fault, seen, recovery: `REST was away for ${seconds.toFixed(1)} s; the next call was right`, wrong };
}

/** A file that the nightly merge took away while rows still name it. */
export async function fileMergedAway({ objectApi, cutoutApi, web }: Stack, control: EngineControl): Promise<Result> {
  const fault = 'file merged away under a stored path';
  const [objectId = '', candids = []] = [...(await surveyObjects(objectApi.url))].at(-1) ?? [];
  const located = await call({ url: `${objectApi.url}/ztf/api/v1/stamp-locations?objectId=${objectId}` });
  const [place]: { alertId: string; hdfsPath: string; locator: string }[] = JSON.parse(located.body.toString());
  if (place === undefined) throw new Error(`${objectId} has no stamps`);
  const { WEBHDFS_URL, LAKE_ROOT } = control.env;
  const file = `${LAKE_ROOT}/${place.hdfsPath.replace(LAKE_ROOT ?? '', '').replace(/^\//, '')}`;
  const rename = (from: string, to: string) =>
    fetch(`${WEBHDFS_URL}/webhdfs/v1${from}?op=RENAME&destination=${to}&user.name=root`, { method: 'PUT' });
  const { alertId, hdfsPath, locator } = place;
  const ask = async () => {
    const stamp = await postJson(`${cutoutApi.url}/api/v1/stamps`, { survey: 'ztf', hdfsPath, locator, alertId });
    const wire = await call({
      url: `${objectApi.url}/ztf/api/v1/cutouts?objectId=${objectId}&candid=${alertId}&kind=Science&output-format=FITS`,
    });
    const frame = await call({ url: `${web?.url}/data/ztf/${objectId}/${alertId}.stamps` });
    const page = await call({ url: `${web?.url}/${objectId}`, headers: { accept: 'text/html' } });
    return [stamp.status, wire.status, frame.status, page.status].join(', ');
  };
  await rename(file, `${file}.merged`);
  const without = await ask();
  await rename(`${file}.merged`, file);
  const after = await ask();
  const wrong = [
    ...(/^404, (404|50[234]), (404|50[234]), 200$/.test(without) ? [] : [`${fault}: ${without}`]),
    ...(after === '200, 200, 200, 200' ? [] : [`${fault}, back again: ${after}`]),
  ];
  const seen = `cutout API, object API, stamps of the page, page of ${candids.length} alerts: ${without}`;
  return { fault, seen, recovery: 'with the next call', wrong };
}

/** A folder on a disk of 32 kB; undefined where this user may mount none. */
function smallDisk(): { readonly folder: string; remove(): void } | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'full-disk-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=32k', 'tmpfs', folder]);
  if (status !== 0) {
    remove();
    return undefined;
  }
  writeFileSync(join(folder, 'filler'), Buffer.alloc(24_000));
  return {
    folder,
    remove() {
      spawnSync('umount', [folder]);
      remove();
    },
  };
}

interface Foreign {
  readonly files: readonly { readonly bytes: string }[];
  readonly alerts: readonly { readonly candid: string; readonly objectId?: string }[];
}

/** The disk on which the index of foreign files is kept has no room left. */
export async function fullCacheDisk(control: EngineControl): Promise<Result> {
  const disk = smallDisk();
  const fault = disk
    ? 'disk of the stamp index full'
    : 'stamp index can not be written (no right to mount a full disk)';
  const data = disk?.folder ?? mkdtempSync(join(tmpdir(), 'no-index-'));
  if (disk === undefined) writeFileSync(join(data, 'stamp-index'), 'in the way');
  const golden = join(root, 'server/storage/lake/foreign-files.golden.json');
  const { files, alerts }: Foreign = JSON.parse(readFileSync(golden, 'utf8'));
  const path = `${control.env.LAKE_ROOT}/foreign/part-00000.snappy.parquet`;
  const lake = openEngineLake(control.env);
  await lake.write('foreign/part-00000.snappy.parquet', [Buffer.from(files[0]?.bytes ?? '', 'base64')]);
  await lake.close();
  const logFolder = join(root, 'test-results', 'logs');
  mkdirSync(logFolder, { recursive: true });
  const stack = await startStack({ env: { ...control.env, DATA_DIR: data }, logFolder });
  try {
    const statuses = [];
    for (const { candid } of [...alerts, ...alerts]) {
      const json = { survey: 'ztf', hdfsPath: path, alertId: candid };
      statuses.push((await postJson(`${stack.cutoutApi.url}/api/v1/stamps`, json)).status);
    }
    const wrong = statuses.every((status) => status === 200) ? [] : [`${fault}: ${statuses.join(', ')}`];
    const seen = `${statuses.length} stamps of a foreign file: all right, its index kept in memory only`;
    return { fault, seen: wrong.length === 0 ? seen : statuses.join(', '), recovery: 'nothing to recover', wrong };
  } finally {
    await stack.stop();
    disk?.remove();
    if (disk === undefined) rmSync(data, { recursive: true, force: true });
  }
}
