import { createLmdbStore } from './lmdb-store.ts';

/** Run by a test: writes batches for ever and says the number of each once it is durable, until it is killed. */
const store = createLmdbStore({ path: process.argv[2] ?? '' });
for (let batch = 0; ; batch++) {
  const rows = Array.from({ length: 50 }, (_, row) => ({
    key: `${String(batch).padStart(6, '0')}_${row}`,
    timestampMs: 1,
    cells: [['i:n', new Uint8Array(100)]] as const,
  }));
  await store.writeAll([
    { table: 'a', rows },
    { table: 'b', rows },
  ]);
  process.stdout.write(`${batch}\n`);
}
