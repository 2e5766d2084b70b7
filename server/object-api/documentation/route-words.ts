export interface RouteWords {
  readonly summary: string;
  readonly text: string;
}

/** What the routes of ZTF are for, by name. */
export const ztfWords: Readonly<Record<string, RouteWords>> = {
  objects: {
    summary: 'Alerts of objects',
    text: 'Every alert of one object or of several, newest first. A part of an id stands for all ids that begin with it. An unknown id is an empty table. `withupperlim` adds limits and bad-quality measurements, told apart by `d:tag`.',
  },
  cutouts: {
    summary: 'Stamps of an alert',
    text: 'Science, template or difference stamp of an object’s latest alert, or of the alert `candid`, as a picture, as the FITS of the packet, or as numbers.',
  },
  latests: {
    summary: 'Newest alerts of a class',
    text: 'Classes of Fink, of SIMBAD (`(SIMBAD) QSO`, or just `QSO`) and of the TNS (`(TNS) SN Ia`); `classes` lists them all.',
  },
  conesearch: {
    summary: 'Objects around a position',
    text: 'One row an object, its latest alert, nearest first, with the distance in degrees. `startdate` and `stopdate` (or `window`) keep objects that were first seen between them.',
  },
  classes: {
    summary: 'All classes',
    text: 'Names that `latests` takes, in three lists: of Fink, of SIMBAD, of the TNS.',
  },
  sso: {
    summary: 'Alerts of a Solar System object',
    text: 'By number, name or provisional designation, one or several. Ephemerides of Miriade and residuals to the sHG1G2 phase function can be added.',
  },
  ssocand: {
    summary: 'Candidates for new Solar System objects',
    text: 'Orbits that were fitted to linked alerts, or those alerts.',
  },
  ssobulk: {
    summary: 'All Solar System light curves in one file',
    text: 'The file is streamed as it is unless another format is asked for.',
  },
  ssoft: {
    summary: 'Table of Solar System parameters (SSoFT)',
    text: 'Absolute magnitudes, phase functions, spins and shapes of a month, for one phase function. The file is streamed as it is unless one object or another format is asked for.',
  },
  resolver: {
    summary: 'From names to objects, and back',
    text: 'Names of the TNS, of SIMBAD and of the Solar System. `reverse` goes from a ZTF id to names.',
  },
  tracklet: { summary: 'Satellites and debris', text: 'Alerts that lie on one line within one exposure or a few.' },
  schema: { summary: 'Columns', text: 'Name, type and meaning of every column, in four groups.' },
  skymap: {
    summary: 'Alerts inside a gravitational-wave sky map',
    text: 'Objects inside the credible region whose first detection lies in a window around the event. The map is uploaded, or taken from GraceDB by the name of the superevent. Flat and multi-order maps are read.',
  },
  statistics: {
    summary: 'Numbers of nights',
    text: 'Alerts, exposures, fields and alerts of each class, a row a night. All values are text.',
  },
  anomaly: { summary: 'Anomalies', text: 'The most unusual alerts of each night, newest first.' },
  metadata: {
    summary: 'Names and comments people gave to objects',
    text: 'Writing needs a token (`Authorization: Bearer …`) and is off where the service has none.',
  },
  'stamp-locations': {
    summary: 'Where the stamps of an object lie',
    text: 'Ours: file and place of the stamps of each alert, for callers of the cutout API. Ids are text.',
  },
};

/** What the routes of Rubin are for, by name. */
export const lsstWords: Readonly<Record<string, RouteWords>> = {
  sources: {
    summary: 'Sources of objects',
    text: 'Every alert of one diaObject or of several, newest first. Fluxes are in nJy, times in MJD (TAI).',
  },
  objects: { summary: 'Objects', text: 'The last state of one diaObject or of several.' },
  fp: { summary: 'Forced photometry', text: 'Flux at the object’s position in every visit, detected or not.' },
  conesearch: {
    summary: 'Objects around a position',
    text: 'One row an object, nearest first, with the distance in degrees.',
  },
  cutouts: {
    summary: 'Stamps of an alert',
    text: 'Science, template or difference stamp of a diaSource as a picture, as FITS, or as numbers.',
  },
  sso: {
    summary: 'Sources of a Solar System object',
    text: 'By number, name or designation, one or several, newest first. Ephemerides of Miriade for Cerro Pachón can be added. `f:sso_name` says what SsODNet calls the object.',
  },
  schema: {
    summary: 'Columns of a route',
    text: 'Name, type and meaning of every column, by version of the alert schema.',
  },
  'stamp-locations': {
    summary: 'Where the stamps of an object lie',
    text: 'Ours: file and place of the stamps of each alert, for callers of the cutout API. Ids are text.',
  },
};
