import { ztf } from '#domain/surveys/ztf.ts';
import { skymapArguments } from '#server/contracts/arguments/skymap.ts';
import {
  resolverArguments,
  ssoArguments,
  ssobulkArguments,
  ssoftArguments,
} from '#server/contracts/arguments/solar-system.ts';
import {
  anomalyArguments,
  ssocandArguments,
  statisticsArguments,
  trackletArguments,
} from '#server/contracts/arguments/ztf-lists.ts';
import type { ztfRoutes } from '#server/contracts/object-api.ts';
import {
  conesearchArguments,
  cutoutsArguments,
  latestsArguments,
  objectsArguments,
  ztfStampLocationsArguments,
} from '#server/contracts/object-api-arguments.ts';
import { jsonAnswer } from '#server/http/answer.ts';
import { prefixRange } from '#server/ports/wide-row-store.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';
import { ztfAnomaly } from '../queries/anomaly.ts';
import { ztfClasses } from '../queries/classes.ts';
import { createResolver } from '../queries/resolver.ts';
import { ztfSchemaPage } from '../queries/schema-pages.ts';
import { ztfSkymap } from '../queries/skymap.ts';
import { ztfSso } from '../queries/sso.ts';
import { ztfSsocand } from '../queries/ssocand.ts';
import { ssobulk, ssoft } from '../queries/ssoft.ts';
import { checkStampArguments, stampAnswer } from '../queries/stamp-answer.ts';
import type { StampSource } from '../queries/stamp-arrays.ts';
import { stampLocations } from '../queries/stamp-locations.ts';
import { stampRowsInRange } from '../queries/stamp-rows.ts';
import { ztfStatistics } from '../queries/statistics.ts';
import { ztfTracklet } from '../queries/tracklet.ts';
import { ztfCone } from '../queries/ztf-cone.ts';
import { ztfLatests } from '../queries/ztf-latests.ts';
import { ztfObjectsAnswer } from '../queries/ztf-objects-answer.ts';
import type { ApiDeps, Handler } from './api-deps.ts';
import { metadataHandler } from './metadata.ts';

/** The handlers of ZTF's routes, by name. */
export function createZtfHandlers(deps: ApiDeps): Readonly<Record<keyof typeof ztfRoutes, Handler>> {
  const stampTables = { store: deps.store, survey: ztf, tables: ztfTables };
  const source: StampSource = {
    client: deps.cutouts,
    namesOf: ({ objectId, alertId }) => ({ objectId, candid: alertId }),
  };
  const resolve = createResolver(deps);
  return {
    objects: (context) => ztfObjectsAnswer(deps, { ...stampTables, source }, context.parse(objectsArguments), context),
    async cutouts(context) {
      const args = context.parse(cutoutsArguments);
      checkStampArguments(args);
      const rows = await stampRowsInRange(stampTables, prefixRange(args.objectId), context);
      const row = rows.find(({ alertId }) => args.candid === undefined || alertId === args.candid);
      const naming = { name: args.objectId, alertId: args.candid, suffix: '_stampData' };
      return stampAnswer(source, { row, args, naming }, context);
    },
    latests: (context) => ztfLatests(deps, context.parse(latestsArguments), context),
    conesearch: (context) => ztfCone(deps, context.parse(conesearchArguments), context),
    classes: () => jsonAnswer(ztfClasses()),
    tracklet: (context) => ztfTracklet(deps, context.parse(trackletArguments), context),
    ssocand: (context) => ztfSsocand(deps, context.parse(ssocandArguments), context),
    statistics: (context) => ztfStatistics(deps, context.parse(statisticsArguments), context),
    anomaly: (context) => ztfAnomaly(deps, context.parse(anomalyArguments), context),
    metadata: metadataHandler(deps),
    sso: (context) => ztfSso(deps, { ...stampTables, source }, context.parse(ssoArguments), context),
    ssobulk: (context) => ssobulk(deps, context.parse(ssobulkArguments), context),
    ssoft: (context) => ssoft(deps, context.parse(ssoftArguments), context),
    resolver: (context) => resolve(context.parse(resolverArguments), context),
    skymap: (context) => ztfSkymap(deps, context.parse(skymapArguments), context),
    schema: () => jsonAnswer(ztfSchemaPage()),
    async 'stamp-locations'(context) {
      const { objectId, candid, diaSourceId } = context.parse(ztfStampLocationsArguments);
      return stampLocations(stampTables, { objectId, alertId: candid ?? diaSourceId }, context);
    },
  };
}
