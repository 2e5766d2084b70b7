import { router } from '../init.ts';
import { fieldImageProcedure, fieldPictureProcedure, fieldStarsProcedure } from './field.ts';
import { dayPositionsProcedure } from './moving.ts';
import { namesProcedure, objectCalledProcedure } from './names.ts';
import {
  alertFeaturesProcedure,
  alertFieldsProcedure,
  alertProcedure,
  lightcurveProcedure,
  stampsProcedure,
  summaryProcedure,
} from './object.ts';
import { releaseProcedure } from './overlays.ts';
import { searchProcedure, similarProcedure } from './search.ts';
import { ssoAlertsProcedure, ssoCardProcedure, ssoPublishedProcedure } from './solar-system.ts';
import { trackletProcedure } from './tracklet.ts';

/** Everything that the portal answers as typed JSON. */
export const portalRouter = router({
  summary: summaryProcedure,
  lightcurve: lightcurveProcedure,
  alert: alertProcedure,
  alertFields: alertFieldsProcedure,
  alertFeatures: alertFeaturesProcedure,
  stamps: stampsProcedure,
  search: searchProcedure,
  similar: similarProcedure,
  names: namesProcedure,
  objectCalled: objectCalledProcedure,
  release: releaseProcedure,
  fieldStars: fieldStarsProcedure,
  fieldPicture: fieldPictureProcedure,
  fieldImage: fieldImageProcedure,
  tracklet: trackletProcedure,
  dayPositions: dayPositionsProcedure,
  ssoAlerts: ssoAlertsProcedure,
  ssoPublished: ssoPublishedProcedure,
  ssoCard: ssoCardProcedure,
});

export type PortalRouter = typeof portalRouter;
