import { join } from 'node:path';
import { createIngest } from '#server/ingest/create-ingest.ts';
import { openIngestDeps } from '#server/ingest/deps.ts';
import type { DataEnv } from '#server/ingest/env.ts';
import type { DemoDeps } from './create-demo-survey.ts';
import { nightsFromProcess, removeNightFiles } from './night-maker.ts';
import { loadSideFiles } from './side-files/load-side-files.ts';

export interface OpenedDemoDeps extends DemoDeps {
  close(): Promise<void>;
}

/**
 * Opens the data folder for writing; nights are made by a process that runs `program`.
 * @throws {PortalError} `unavailable` when another ingest runs on the same store or the folder can't be written
 */
export function openDemoDeps(env: DataEnv, { program, nowMs }: { program: URL; nowMs: () => number }): OpenedDemoDeps {
  const deps = openIngestDeps(env, nowMs);
  const nightsFolder = join(env.dataDir, 'demo-nights');
  return {
    ingest: createIngest(deps),
    dataFolder: deps.dataFolder,
    loadSideFiles: (side) => loadSideFiles({ ...deps, ssoBulkFile: env.ssoBulkFile }, side),
    makeNights: (options) => nightsFromProcess(program, nightsFolder, options),
    removeNights: (files) => removeNightFiles(nightsFolder, files),
    close: () => deps.close(),
  };
}
