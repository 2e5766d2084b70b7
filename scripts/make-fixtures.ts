// Writes fixtures/ anew from the simulated survey: npx tsx scripts/make-fixtures.ts
import { fileURLToPath } from 'node:url';
import { makeFixtures } from '#server/demo/fixtures/make-fixtures.ts';

const folder = fileURLToPath(new URL('../fixtures', import.meta.url));
for (const { survey, objectId, kind, rows, stamps } of makeFixtures(folder)) {
  process.stdout.write(`${survey} ${objectId} ${kind}: ${rows} alerts, stamps of ${stamps.length}\n`);
}
