import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Example, examplesOf } from '../examples.ts';
import type { SimulatedSurvey } from '../survey.ts';
import { trackedMovers } from './moving-objects.ts';
import { bulkColumns, orbitColumns, ssoNames, tnsList, trajectoryColumns } from './side-tables.ts';
import { smallParquet } from './small-parquet.ts';
import { ssoftColumns, ssoftFlavours, ssoftVersion } from './ssoft-table.ts';

/** Files that come beside the alerts, in the forms in which others publish theirs. */
export interface SideFiles {
  readonly tns: string;
  readonly ssoNames: string;
  readonly orbits: readonly string[];
  readonly ssoft: readonly string[];
  readonly ssoBulk: string;
  /** Names that somebody gave objects. */
  readonly internalNames: readonly Example[];
}

/** Writes the files that belong to the simulated survey, all of it simulated too, into a folder. */
export function writeSideFiles(folder: string, survey: SimulatedSurvey): SideFiles {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, content: string | Uint8Array): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const tracked = trackedMovers(survey);
  return {
    tns: write('tns_public_objects.csv', tnsList(survey)),
    ssoNames: write('sso_names.csv', ssoNames(tracked)),
    orbits: [
      write('orbital.parquet', smallParquet(orbitColumns(tracked))),
      write('trajectory_orb.parquet', smallParquet(trajectoryColumns(tracked))),
    ],
    ssoft: ssoftFlavours.map((flavour) =>
      write(`ssoft_${flavour}_${ssoftVersion}.parquet`, smallParquet(ssoftColumns(flavour, tracked))),
    ),
    ssoBulk: write('sso_bulk.parquet', smallParquet(bulkColumns(tracked))),
    internalNames: examplesOf(survey),
  };
}
