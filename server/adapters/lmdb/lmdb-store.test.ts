import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wideRowStoreContract } from '#server/ports/wide-row-store.contract.ts';
import { createLmdbStore } from './lmdb-store.ts';

wideRowStoreContract('LMDB', async () => {
  const path = await mkdtemp(join(tmpdir(), 'lmdb-'));
  const store = createLmdbStore({
    path,
    fixedWidths: new Map([
      ['d:x', 1],
      ['i:a', 4],
    ]),
  });
  return { store, remove: () => rm(path, { recursive: true, force: true }) };
});
