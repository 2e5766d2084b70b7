import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import type { WideRowStore } from '#server/ports/wide-row-store.ts';
import { sampleAlert, writeSampleAlerts } from './testing/sample-alerts.ts';
import { createFakeCutouts, sampleApiOptions } from './testing/sample-api.ts';
import { warmUp } from './warm-up.ts';

const folder = mkdtempSync(join(tmpdir(), 'warm-up-'));
let store: WideRowStore;

beforeAll(async () => {
  store = createLmdbStore({ path: folder });
  await writeSampleAlerts(
    store,
    [0, 1, 2].map((k) => sampleAlert('ZTF21aaaaaaa', k)),
  );
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Options whose log is kept. */
function observed(over: WideRowStore) {
  const lines: string[] = [];
  const log = { level: 'info', destination: { write: (line: string) => void lines.push(line) } };
  return { options: sampleApiOptions(over, createFakeCutouts().client, log), lines };
}

test('a process that warms up reads its tables, and neither counts nor logs it, nor leaves anything open', async () => {
  const looks = vi.fn(store.visit);
  const { options, lines } = observed({ ...store, visit: looks });
  await warmUp(options);
  expect(new Set(looks.mock.calls.map(([table]) => table)).size).toBeGreaterThan(1);
  expect(lines).toEqual([]);
  expect(await options.metrics.exposition()).not.toContain('portal_requests_total{');
  expect(store.open().scanners).toBe(0);
});

test('a process starts without data, and over tables that fail', async () => {
  const failing = (): never => {
    throw new Error('the disk is gone');
  };
  await expect(warmUp(observed({ ...store, scan: failing }).options)).resolves.toBeUndefined();
  const empty = createLmdbStore({ path: join(folder, 'nothing'), readOnly: true });
  await expect(warmUp(observed(empty).options)).resolves.toBeUndefined();
  await empty.close();
});
