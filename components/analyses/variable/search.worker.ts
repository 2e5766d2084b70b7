import { serveWorker } from '#components/workers/serve-worker.ts';
import { searchPeriod } from '#domain/periodogram/period-search.ts';

serveWorker(searchPeriod, { isNews: ({ soFar }) => soFar !== undefined });
