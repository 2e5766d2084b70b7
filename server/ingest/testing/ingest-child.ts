import { createIngest } from '#server/ingest/create-ingest.ts';
import { openIngestDeps } from '#server/ingest/deps.ts';
import { parseDataEnv } from '#server/ingest/env.ts';
import { smallBatches } from './scratch.ts';

// Ingests in a process of its own, which a test kills.
const [dataDir = '', path = ''] = process.argv.slice(2);
const deps = openIngestDeps(parseDataEnv({ DATA_DIR: dataDir }), () => performance.now());
process.stdout.write('begun\n');
await createIngest({ ...deps, batchLimits: smallBatches }).ingestPaths([path]);
await deps.close();
