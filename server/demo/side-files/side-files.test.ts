import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetMetadata } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openIngestDeps } from '#server/ingest/deps.ts';
import { parseDataEnv } from '#server/ingest/env.ts';
import { fileDigests, scratchFolder } from '#server/ingest/testing/scratch.ts';
import { textReader } from '#server/storage/cell-codec.ts';
import { isSchemaKey } from '#server/storage/surveys/survey-tables.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';
import { scoresOf } from '../scores.ts';
import { createSurvey, type SimulatedSurvey } from '../survey.ts';
import { loadSideFiles } from './load-side-files.ts';
import { type SideFiles, writeSideFiles } from './write-side-files.ts';

const folder = scratchFolder();
const env = parseDataEnv({ DATA_DIR: join(folder.path, 'data') });
const deps = openIngestDeps(env, () => 0);
const { tnsResolver, ssoResolver, orbCand, ssoCand, metadata } = ztfTables.byName;
let survey: SimulatedSurvey;
let side: SideFiles;

beforeAll(async () => {
  survey = createSurvey();
  side = writeSideFiles(join(folder.path, 'one'), survey);
  await loadSideFiles({ ...deps, ssoBulkFile: env.ssoBulkFile }, side);
});
afterAll(async () => {
  await deps.close();
  folder.remove();
});

async function keysIn(table: string): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const { key } of deps.store.scan(table, [{ start: '' }], { columns: [] })) {
    if (!isSchemaKey(key)) keys.push(key);
  }
  return keys;
}

describe('what comes beside the simulated alerts', () => {
  test('is the same bytes every time', () => {
    writeSideFiles(join(folder.path, 'two'), createSurvey());
    expect(fileDigests(join(folder.path, 'two'))).toEqual(fileDigests(join(folder.path, 'one')));
  });

  test('fills the table of each route, with names and ids that nobody else can give', async () => {
    const objects = new Set(survey.objects.map(({ objectId }) => objectId));
    const tns = await keysIn(tnsResolver.name);
    expect(tns.length).toBeGreaterThan(20);
    for (const key of tns) expect(key).toMatch(/^(?:sn|at|tde) 9926[a-z]{3}_(?:ztf99[a-z]{7}|sim-[a-z0-9-]+)$/);
    const internal = textReader('d:internalname');
    for await (const row of deps.store.scan(tnsResolver.name, [{ start: 'sn ', end: 'so' }])) {
      const name = internal(row) ?? '';
      if (name.startsWith('ZTF')) expect(objects).toContain(name);
    }
    expect(await keysIn(ssoResolver.name)).toEqual(
      [1, 2, 3].map((n) => `999000${n}@0`).concat([1, 2, 3].map((n) => `simulated 999000${n}@0`)),
    );
    expect(await keysIn(orbCand.name)).toEqual(['cand_999000001']);
    const named = await keysIn(metadata.name);
    expect(named).toHaveLength(3);
    for (const objectId of named) expect(objects).toContain(objectId);
    const points = await keysIn(ssoCand.name);
    expect(points.length).toBeGreaterThan(2);
    for (const key of points) expect(key).toMatch(/^24612\d\d\.\d+_999000001$|^24613\d\d\.\d+_999000001$/);
  });

  test('has tables of all four models and a bulk file in the lake, each saying that it is simulated', async () => {
    const paths = [...side.ssoft.map((path) => `SSOFT/${path.slice(path.lastIndexOf('/') + 1)}`), env.ssoBulkFile];
    expect(paths).toHaveLength(5);
    for (const path of paths) {
      const file = readFileSync(join(env.lake.root, path));
      const { num_rows: rows, key_value_metadata: notes = [] } = parquetMetadata(new Uint8Array(file).buffer);
      expect([path, Number(rows)]).toEqual([path, 3]);
      expect(notes.map(({ key }) => key)).toContain('simulated');
      expect(file.length).toBeLessThan(50_000);
    }
  });
});

test('blazars are in low and in high states at times, and never in both', () => {
  const states = survey.objects
    .filter(({ truth }) => truth.kind === 'Blazar')
    .flatMap(({ truth, measurements }) =>
      measurements.map(({ exposure: { jd } }) => {
        const stats = scoresOf(truth, { jd, detections: 9, ageDays: 30 }).structs.blazar_stats ?? {};
        const ratio = (name: string): number => Number(stats[name]);
        const isLow = ratio('instantness_low') < 1 && ratio('robustness_low') < 1;
        return { isLow, isHigh: ratio('instantness_high') > 1 && ratio('robustness_high') > 1 };
      }),
    );
  expect(states.some(({ isLow }) => isLow)).toBe(true);
  expect(states.some(({ isHigh }) => isHigh)).toBe(true);
  expect(states.some(({ isLow, isHigh }) => isLow && isHigh)).toBe(false);
});
