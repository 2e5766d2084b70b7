import { serveWorker } from '#components/workers/serve-worker.ts';
import { yearsAhead } from '#domain/observability/years-ahead.ts';

serveWorker(yearsAhead);
