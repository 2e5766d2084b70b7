import { serveWorker } from '#components/workers/serve-worker.ts';
import { phaseFitSteps } from '#domain/solar-system/phase-fits.ts';

serveWorker(phaseFitSteps);
