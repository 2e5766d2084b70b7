import { serveWorker } from '#components/workers/serve-worker.ts';
import { bootstrapSearch } from '#domain/periodogram/period-search.ts';

serveWorker(bootstrapSearch);
