import { describe, expect, test } from 'vitest';
import type { Ingest } from '#server/ingest/create-ingest.ts';
import type { FileStore } from '#server/ports/file-store.ts';
import { createDemoSurvey, type DemoDeps } from './create-demo-survey.ts';
import type { NightFile, NightNews } from './night-files.ts';
import type { SideFiles } from './side-files/write-side-files.ts';

const side: SideFiles = { tns: 't', ssoNames: 'n', orbits: ['o'], ssoft: ['s'], ssoBulk: 'b', internalNames: [] };
const facts = { alerts: 30, objects: 3, nights: 30, examples: [{ objectId: 'ZTF99aaaaaaa', kind: 'star' }] };

function memoryFolder(): { files: FileStore; names: () => string[] } {
  const kept = new Map<string, Uint8Array>();
  const files: FileStore = {
    stat: async (path) => {
      const bytes = kept.get(path);
      return bytes === undefined ? undefined : { length: bytes.length, modifiedMs: 0 };
    },
    list: async function* () {
      yield* kept.keys();
    },
    read: async (path, start, end) => kept.get(path)?.slice(start, end),
    write: async (path, chunks) => {
      const parts: Uint8Array[] = [];
      for await (const chunk of chunks) parts.push(chunk);
      kept.set(path, Buffer.concat(parts));
    },
    remove: async (path) => void kept.delete(path),
    ping: async () => undefined,
    close: async () => undefined,
  };
  return { files, names: () => [...kept.keys()].sort() };
}

interface Trial {
  readonly deps: DemoDeps;
  readonly ingested: string[];
  readonly removed: (NightFile | 'all')[];
  readonly loaded: SideFiles[];
  readonly names: () => string[];
}

function trial(options: { failAfter?: number; rejected?: number } = {}): Trial {
  const { files, names } = memoryFolder();
  const [ingested, removed]: [string[], (NightFile | 'all')[]] = [[], []];
  const ingest: Ingest = {
    async ingestPaths(paths, { onProgress } = {}) {
      if (options.failAfter !== undefined && ingested.length >= options.failAfter) throw new Error('the disk is full');
      ingested.push(...paths);
      onProgress?.({ alerts: paths.length, rejected: 0, bytes: 0, totalBytes: 0 });
      return { alerts: paths.length, unchanged: 0, objects: 1, nights: 1, rejected: options.rejected ?? 0, seconds: 0 };
    },
  };
  async function* makeNights(): AsyncIterable<NightNews> {
    yield { facts };
    for (let night = 0; night < 30; night++) yield { file: { night, path: `night-${night}`, alerts: 1 } };
    yield { side };
  }
  const removeNights: DemoDeps['removeNights'] = async (list) =>
    void removed.push(...(list === 'all' ? ['all' as const] : list));
  const loaded: SideFiles[] = [];
  const loadSideFiles = async (given: SideFiles): Promise<void> => void loaded.push(given);
  const deps = { ingest, dataFolder: files, makeNights, removeNights, loadSideFiles };
  return { deps, ingested, removed, loaded, names };
}

describe('making the simulated survey', () => {
  test('stores every night in order, removes its files, and leaves the marker alone at the end', async () => {
    const { deps, ingested, removed, loaded, names } = trial();
    const demo = createDemoSurvey(deps);
    expect(await demo.existing()).toBeUndefined();
    const alerts: number[] = [];
    const marker = await demo.make({ onProgress: (progress) => alerts.push(progress.alerts) });
    expect(ingested).toEqual(Array.from({ length: 30 }, (_, night) => `night-${night}`));
    expect(removed.filter((file) => file !== 'all').length).toBe(30);
    expect(alerts.at(-1)).toBe(30);
    expect(loaded).toEqual([side]);
    expect(names()).toEqual(['demo.json']);
    expect(await demo.existing()).toEqual(marker);
    expect(marker).toMatchObject({ simulated: true, ...facts });
  });

  test('is not whole after a failure, and whole after a second try', async () => {
    const broken = trial({ failAfter: 12 });
    await expect(createDemoSurvey(broken.deps).make()).rejects.toThrow('the disk is full');
    expect(broken.names()).toEqual(['demo-began.json']);
    expect(broken.removed.at(-1)).toBe('all');
    const again = createDemoSurvey({ ...broken.deps, ingest: trial().deps.ingest });
    expect(await again.existing()).toBeUndefined();
    await again.make();
    expect(broken.names()).toEqual(['demo.json']);
  });

  test('a stop leaves it unfinished', async () => {
    const { deps, names } = trial();
    const signal = AbortSignal.abort();
    await expect(createDemoSurvey(deps).make({ signal })).rejects.toMatchObject({ kind: 'aborted' });
    expect(names()).toEqual(['demo-began.json']);
  });

  test('a refused alert is a failure, not a smaller survey', async () => {
    const { deps } = trial({ rejected: 1 });
    await expect(createDemoSurvey(deps).make()).rejects.toMatchObject({ kind: 'internal' });
  });
});
