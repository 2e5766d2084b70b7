import { PortalError } from '#domain/failure.ts';
import { loadSsoBulk, loadSsoft } from '#server/ingest/loads/load-lake-file.ts';
import { loadOrbits } from '#server/ingest/loads/load-orbits.ts';
import { loadSsoResolver } from '#server/ingest/loads/load-sso-resolver.ts';
import { loadTns } from '#server/ingest/loads/load-tns.ts';
import { createTableLoad, type LoadDeps, type LoadResult } from '#server/ingest/loads/table-load.ts';
import type { FileStore } from '#server/ports/file-store.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';
import { cellOf } from '#server/storage/tables/table-row.ts';
import { surveyPlan } from '../survey-plan.ts';
import type { SideFiles } from './write-side-files.ts';

/** Time of what is loaded: the end of the survey, on every machine. */
const timestampMs = (surveyPlan.firstNightJd + surveyPlan.nights - 2440587.5) * 86_400_000;

const { metadata } = ztfTables.byName;

/** Names as the route `metadata` writes them: `Simulated RR Lyrae star`, and the same without blanks for links. */
async function storeInternalNames(loading: LoadDeps, names: SideFiles['internalNames']): Promise<void> {
  const load = createTableLoad(loading, metadata);
  const columns = ['d:comments', 'd:internal_name', 'd:internal_name_encoded', 'd:username'];
  await load.begin(columns.map((column) => [column, 'string']));
  for (const { objectId, kind } of names) {
    const name = `Simulated ${kind}`;
    const values = ['Simulated, as everything of this survey', name, name.replaceAll(' ', ''), 'simulation'];
    await load.add(
      objectId,
      columns.map((column, index) => cellOf(column, 'string', values[index] ?? '')),
    );
  }
  await load.finish();
}

/** Loads the side files of the simulated survey, by the very code that `npm run admin -- load` runs. */
export async function loadSideFiles(
  { store, files, ssoBulkFile }: Pick<LoadDeps, 'store'> & { readonly files: FileStore; readonly ssoBulkFile: string },
  side: SideFiles,
): Promise<void> {
  const loading = { store, timestampMs };
  const check = ({ refused }: LoadResult): void => {
    if (refused > 0) throw new PortalError('internal', `${refused} simulated records were refused by the load.`);
  };
  check(await loadTns(loading, side.tns));
  check(await loadSsoResolver(loading, side.ssoNames));
  for (const path of side.orbits) check(await loadOrbits(loading, path));
  for (const path of side.ssoft) await loadSsoft(files, path);
  await storeInternalNames(loading, side.internalNames);
  await loadSsoBulk(files, side.ssoBulk, { name: ssoBulkFile });
}
