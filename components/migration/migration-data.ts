/** What became of one argument. */
export interface OldArgument {
  readonly name: string;
  /** Its name now; the old one is still taken where `isTaken`. */
  readonly successor: string;
  readonly isTaken?: boolean;
}

/** What became of one address below the portal's `/api/v1/`. */
export interface OldRoute {
  readonly name: string;
  /** Route of the object API that answers now; undefined where nothing does. */
  readonly successor: string | undefined;
  readonly renamed: readonly OldArgument[];
  readonly same: string;
  readonly fixed: readonly string[];
  readonly added: readonly string[];
}

const everyTable = 'the formats arrow, ndjson and fits';

/** Old routes by name, and what a script has to know of each. */
export const oldRoutes: readonly OldRoute[] = [
  {
    name: 'objects',
    successor: 'objects',
    renamed: [],
    same: 'arguments, column names, their order and types, newest alert first; an unknown object is an empty table',
    fixed: [
      'upper limits (withupperlim) are numbers, not text',
      'Parquet works with withupperlim',
      'withcutouts of an empty answer is an empty answer, not an error',
    ],
    added: [everyTable, 'nulls=clean', 'ids=string'],
  },
  {
    name: 'cutouts',
    successor: 'cutouts',
    renamed: [],
    same: 'PNG, FITS and arrays; kind, stretch, colormap, candid, convolution_kernel',
    fixed: [
      'an alert that is not there is 404, not 500',
      'a failing stamp service is an error, never a file with an error page in it',
      'the stamp is that of the alert asked for, or of the latest',
    ],
    added: ['nan=null: strict JSON in arrays'],
  },
  {
    name: 'latests',
    successor: 'latests',
    renamed: [],
    same: 'class, n, startdate, stopdate, trend, color; newest first',
    fixed: [
      'alerts of the first 2.4 hours after startdate are found',
      'dates may be ISO, JD or MJD, as the manual always said',
      'n may be up to 2,000,000: long answers are streamed',
    ],
    added: [everyTable],
  },
  {
    name: 'explorer',
    successor: 'conesearch',
    renamed: [
      { name: 'startdate_conesearch', successor: 'startdate', isTaken: true },
      { name: 'window_days_conesearch', successor: 'window', isTaken: true },
      { name: 'objectId', successor: 'objectId of objects' },
    ],
    same: 'ra, dec in degrees or sexagesimal, radius in arcseconds up to 18,000; nearest first. The old address still answers on the object API',
    fixed: ['n counts the whole answer after the sort by distance, not the rows of each pixel before it'],
    added: ['5° in one request'],
  },
  {
    name: 'conesearch',
    successor: 'conesearch',
    renamed: [],
    same: 'ra, dec, radius, n, startdate, stopdate, window, columns',
    fixed: [
      'n counts the whole answer after the sort by distance',
      'one row an object, the latest alert, whatever columns are asked for',
    ],
    added: [everyTable],
  },
  {
    name: 'sso',
    successor: 'sso',
    renamed: [{ name: 'withCutouts', successor: 'withcutouts', isTaken: true }],
    same: 'n_or_d with one or several names or numbers, withEphem, withResiduals, cutout-kind',
    fixed: [
      'withCutouts, as the manual spells it, is read',
      'an ephemeris service that is away is named, with 502 or 504',
    ],
    added: [everyTable],
  },
  {
    name: 'ssocand',
    successor: 'ssocand',
    renamed: [],
    same: 'kind orbParams or lightcurves, ssoCandId, dates',
    fixed: ['maxnumber and dates are read from the address too', 'an id is data, never part of a formula'],
    added: [everyTable],
  },
  {
    name: 'ssobulk',
    successor: 'ssobulk',
    renamed: [],
    same: 'the whole file as Parquet',
    fixed: ['it is streamed: memory stays flat on both sides'],
    added: ['other formats without waiting for the whole table'],
  },
  {
    name: 'ssoft',
    successor: 'ssoft',
    renamed: [],
    same: 'version, flavor, sso_name, sso_number, schema',
    fixed: ['a month that is not there is 404 and says which'],
    added: ['one object without loading the file'],
  },
  {
    name: 'resolver',
    successor: 'resolver',
    renamed: [],
    same: 'resolver simbad, ssodnet or tns; name; all values are text but those of simbad',
    fixed: ['reverse and nmax are read from the address too'],
    added: [everyTable],
  },
  {
    name: 'tracklet',
    successor: 'tracklet',
    renamed: [],
    same: 'date or id',
    fixed: [],
    added: [everyTable],
  },
  {
    name: 'statistics',
    successor: 'statistics',
    renamed: [],
    same: 'date as YYYYMMDD, YYYYMM, YYYY or nothing; columns; schema; values are text',
    fixed: ['columns of newer versions are decoded, not zero'],
    added: [everyTable],
  },
  {
    name: 'anomaly',
    successor: 'anomaly',
    renamed: [],
    same: 'n, start_date, stop_date (that day included), columns',
    fixed: ['alerts of the first 2.4 hours are found', 'dates may be ISO, JD or MJD'],
    added: [everyTable],
  },
  {
    name: 'classes',
    successor: 'classes',
    renamed: [],
    same: 'the three lists and their names',
    fixed: ['answered at once: nothing is downloaded for it'],
    added: [],
  },
  {
    name: 'columns',
    successor: 'schema',
    renamed: [],
    same: 'names, types and meanings of columns. The old address still answers on the object API',
    fixed: ['answered at once: nothing is downloaded for it'],
    added: [],
  },
  {
    name: 'bayestar',
    successor: 'skymap',
    renamed: [
      { name: 'bayestar', successor: 'file', isTaken: true },
      { name: 'days_before', successor: 'n_day_before', isTaken: true },
      { name: 'days_after', successor: 'n_day_after', isTaken: true },
    ],
    same: 'a map by upload or by superevent name, credible_level. The old address still answers on the object API',
    fixed: [
      'the file is parsed, never evaluated',
      'the window runs from n_day_before before the event to n_day_after after it',
      'a map that GraceDB does not have is an error, not a row',
    ],
    added: ['multi-order maps'],
  },
  {
    name: 'metadata',
    successor: 'metadata',
    renamed: [],
    same: 'objectId, internal_name or internal_name_encoded to read',
    fixed: ['writing needs a token', 'names and comments keep their colons and commas'],
    added: [],
  },
  {
    name: 'xmatch',
    successor: undefined,
    renamed: [],
    same: 'nothing: ask conesearch for each position of your list',
    fixed: [],
    added: [],
  },
  {
    name: 'random',
    successor: undefined,
    renamed: [],
    same: 'nothing: take latests of the class you want',
    fixed: [],
    added: [],
  },
];

/** What holds for every route. */
export const forAll: readonly { readonly title: string; readonly text: string }[] = [
  {
    title: 'Only the base address changes',
    text: 'Routes, arguments, spellings, columns and formats are those of the Fink API. A script that named the portal’s host now names the object API’s; nothing else has to change.',
  },
  {
    title: 'Errors you can act on',
    text: 'Bad input is 400 and names the argument, what was received and what is allowed; it was often 500. The texts that clients compare are the same to the byte. Accept: application/json gets application/problem+json.',
  },
  {
    title: 'Answers that are whole',
    text: 'Up to 10,000 rows come at once, with X-Result-Truncated where a limit cut them. Longer answers are streamed; one that fails midway breaks the connection and never looks complete.',
  },
  {
    title: 'Caches',
    text: 'Tables of up to 10,000 rows carry an ETag and answer 304 to If-None-Match.',
  },
  {
    title: 'Timing',
    text: 'Server-Timing says where the time of an answer went, X-Request-Id finds it in the log.',
  },
];
