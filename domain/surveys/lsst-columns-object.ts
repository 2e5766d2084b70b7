import { type ColumnEntry, columnsOf } from '#domain/surveys/columns-of.ts';
import { type BandName, bandNames, type Column } from '#domain/surveys/survey.ts';

const flux = 'phot.flux.density;em.opt';

/** What Rubin gives of each object in each band; the names differ only in the band's letter. */
function bandEntries(band: BandName): ColumnEntry[] {
  return [
    [`${band}_psfFluxMean`, 'float?', `Weighted mean of the difference fluxes in ${band}.`, 'nJy', `${flux};stat.mean`],
    [`${band}_psfFluxMeanErr`, 'float?', `Standard error of ${band}_psfFluxMean.`, 'nJy', `stat.error;${flux}`],
    [
      `${band}_psfFluxSigma`,
      'float?',
      `Standard deviation of the difference fluxes in ${band}.`,
      'nJy',
      `stat.stdev;${flux}`,
    ],
    [`${band}_psfFluxNdata`, 'integer?', `Difference fluxes in ${band}.`, undefined, 'meta.number;obs'],
    [`${band}_fpFluxMean`, 'float?', `Weighted mean of the forced fluxes in ${band}.`, 'nJy', `${flux};stat.mean`],
    [`${band}_fpFluxMeanErr`, 'float?', `Standard error of ${band}_fpFluxMean.`, 'nJy', `stat.error;${flux}`],
    [
      `${band}_scienceFluxMean`,
      'float?',
      `Weighted mean of the forced fluxes in ${band} visit images.`,
      'nJy',
      `${flux};stat.mean`,
    ],
    [`${band}_scienceFluxMeanErr`, 'float?', `Standard error of ${band}_scienceFluxMean.`, 'nJy', `stat.error;${flux}`],
    [`${band}_psfFluxMin`, 'float?', `Smallest difference flux in ${band}.`, 'nJy', `${flux};stat.min`],
    [`${band}_psfFluxMax`, 'float?', `Largest difference flux in ${band}.`, 'nJy', `${flux};stat.max`],
    [
      `${band}_psfFluxMaxSlope`,
      'float?',
      `Steepest change of the difference flux in ${band}.`,
      'nJy/d',
      'arith.rate;phot.flux.density',
    ],
    [
      `${band}_psfFluxErrMean`,
      'float?',
      `Mean error of the difference fluxes in ${band}.`,
      'nJy',
      `stat.error;${flux};stat.mean`,
    ],
  ];
}

/** The 82 columns of a Rubin object, alert schema 10.0; family `r`. */
export const lsstDiaObjectColumns: readonly Column[] = columnsOf('r', [
  ['diaObjectId', 'long', 'Identifier of the object.', undefined, 'meta.id;meta.main'],
  [
    'validityStartMjdTai',
    'double',
    'When this state of the object was made, Modified Julian Date TAI.',
    'd',
    'time.start',
  ],
  ['ra', 'double', 'Right ascension of the object, ICRS.', 'deg', 'pos.eq.ra;meta.main'],
  ['raErr', 'float?', '1σ error of ra.', 'deg', 'stat.error;pos.eq.ra'],
  ['dec', 'double', 'Declination of the object, ICRS.', 'deg', 'pos.eq.dec;meta.main'],
  ['decErr', 'float?', '1σ error of dec.', 'deg', 'stat.error;pos.eq.dec'],
  ['ra_dec_Cov', 'float?', 'Covariance of ra and dec.', 'deg2', 'stat.covariance;pos.eq'],
  ...bandNames.flatMap(bandEntries),
  [
    'firstDiaSourceMjdTai',
    'double?',
    'Time of the first source of the object, Modified Julian Date TAI.',
    'd',
    'time.start',
  ],
  [
    'lastDiaSourceMjdTai',
    'double?',
    'Time of the latest source of the object, Modified Julian Date TAI.',
    'd',
    'time.end',
  ],
  ['nDiaSources', 'integer', 'Sources associated with the object.', undefined, 'meta.number;obs'],
]);
