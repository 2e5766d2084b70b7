import { serveWorker } from '#components/workers/serve-worker.ts';
import { fitTransientSteps } from '#domain/transient/fit-transient.ts';

serveWorker(fitTransientSteps);
