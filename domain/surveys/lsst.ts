import { differenceMag, limitMagFromFluxError, microjanskyFromNanojansky } from '#domain/photometry/flux.ts';
import { numberOfCell } from '#domain/surveys/cells.ts';
import { mergedColumns } from '#domain/surveys/columns-of.ts';
import { lsstFinkSourceColumns } from '#domain/surveys/lsst-columns-fink.ts';
import { lsstDiaSourceColumns, lsstRootColumns } from '#domain/surveys/lsst-columns-source.ts';
import type { Band, Cells, Photometry, Survey } from '#domain/surveys/survey.ts';
import { mjdUtcFromMjdTai } from '#domain/time/scales.ts';

/** Effective wavelengths of the filters: SVO Filter Profile Service, LSST/LSST. */
const bands: readonly Band[] = [
  { name: 'u', code: 'u', marker: 'diamond', wavelengthNm: 375.1 },
  { name: 'g', code: 'g', marker: 'circle', wavelengthNm: 474.1 },
  { name: 'r', code: 'r', marker: 'square', wavelengthNm: 617.2 },
  { name: 'i', code: 'i', marker: 'triangle', wavelengthNm: 750.1 },
  { name: 'z', code: 'z', marker: 'pentagon', wavelengthNm: 867.9 },
  { name: 'y', code: 'y', marker: 'cross', wavelengthNm: 971.2 },
];

const largestId = '9223372036854775807';

/** Decimal numbers from 1 to `largest`, without leading zeros, as the source of a regular expression. */
function decimalUpTo(largest: string): string {
  const shorter = `[1-9]\\d{0,${largest.length - 2}}`;
  const below = [...largest].flatMap((digit, index) => {
    const lowest = index === 0 ? 1 : 0;
    const highest = Number(digit) - 1;
    if (highest < lowest) return [];
    return [`${largest.slice(0, index)}[${lowest}-${highest}]\\d{${largest.length - index - 1}}`];
  });
  return [shorter, ...below, largest].join('|');
}

/** Rubin gives signed fluxes; the limit of an exposure is taken as five times the error at the source. */
function photometryOf(cells: Cells): Photometry {
  const flux = microjanskyFromNanojansky(numberOfCell(cells, 'r:psfFlux'));
  const fluxErr = microjanskyFromNanojansky(numberOfCell(cells, 'r:psfFluxErr'));
  const mag = differenceMag({ value: flux, error: fluxErr });
  return {
    mag: mag.value,
    magErr: mag.error,
    limitMag: limitMagFromFluxError(fluxErr),
    flux,
    fluxErr,
    negative: flux < 0,
    refFlux: microjanskyFromNanojansky(numberOfCell(cells, 'r:templateFlux')),
    refFluxErr: microjanskyFromNanojansky(numberOfCell(cells, 'r:templateFluxErr')),
    refDistArcsec: Number.NaN,
    totalFlux: microjanskyFromNanojansky(numberOfCell(cells, 'r:scienceFlux')),
    totalFluxErr: microjanskyFromNanojansky(numberOfCell(cells, 'r:scienceFluxErr')),
  };
}

/** The Vera C. Rubin Observatory (LSST): MJD TAI, six bands, fluxes in nJy. */
export const lsst: Survey = {
  id: 'lsst',
  name: 'Rubin',
  objectIdPattern: new RegExp(`^(?:${decimalUpTo(largestId)})$`),
  partialIdPattern: /^[1-9]\d{0,18}$/,
  objectArgument: 'diaObjectId',
  alertArgument: 'diaSourceId',
  columns: {
    objectId: 'r:diaObjectId',
    alertId: 'r:diaSourceId',
    time: 'r:midpointMjdTai',
    band: 'r:band',
    ra: 'r:ra',
    dec: 'r:dec',
  },
  bands,
  bandOf: (code) => bands.find((band) => band.code === code),
  timeLabel: 'MJD TAI',
  timeScale: 'TAI',
  mjdFromTime: (mjd) => mjd,
  mjdUtcFromTime: mjdUtcFromMjdTai,
  // Cerro Pachón, 70.75° W.
  noonUtcDays: 0.5 + 70.75 / 360,
  photometry: 'flux',
  photometryOf,
  stamps: { scaleArcsec: 0.2, unit: 'nJy', negative: 'signed' },
  observatory: 'rubin',
  lightcurveColumns: [
    'r:diaObjectId',
    'r:diaSourceId',
    'r:midpointMjdTai',
    'r:band',
    'r:psfFlux',
    'r:psfFluxErr',
    'r:ra',
    'r:dec',
    'r:snr',
    'r:reliability',
    'r:scienceFlux',
    'r:scienceFluxErr',
    'r:templateFlux',
    'r:templateFluxErr',
  ],
  alertColumns: mergedColumns(lsstRootColumns, lsstDiaSourceColumns, lsstFinkSourceColumns),
  isSimulatedId: (objectId) => /^999\d{15}$/.test(objectId),
};
