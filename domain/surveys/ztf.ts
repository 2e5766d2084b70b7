import {
  differenceFlux,
  differenceMag,
  fluxErrorFromMagError,
  type Measured,
  microjanskyFromAbMag,
} from '#domain/photometry/flux.ts';
import { numberOfCell } from '#domain/surveys/cells.ts';
import type { Band, Cells, Photometry, Survey } from '#domain/surveys/survey.ts';
import { ztfAlertColumns } from '#domain/surveys/ztf-columns.ts';
import { mjdUtcFromJdUtc } from '#domain/time/scales.ts';

/** Effective wavelengths of the filters: SVO Filter Profile Service, Palomar/ZTF. */
const bands: readonly Band[] = [
  { name: 'g', code: 1, marker: 'circle', wavelengthNm: 474.6 },
  { name: 'r', code: 2, marker: 'square', wavelengthNm: 636.6 },
  { name: 'i', code: 3, marker: 'triangle', wavelengthNm: 782.9 },
];

/** Packets write the sign of the subtraction as t/f or 1/0. */
const negativeSubtraction = new Set<unknown>(['f', '0', 0, false, 'false']);

/** Forced photometry is in units of the exposure, whose zero point says which magnitude one unit has. */
function forcedFlux(cells: Cells): Measured | undefined {
  const unit = microjanskyFromAbMag(numberOfCell(cells, 'i:magzpsci'));
  const value = numberOfCell(cells, 'i:forcediffimflux') * unit;
  if (!Number.isFinite(value)) return undefined;
  const error = numberOfCell(cells, 'i:forcediffimfluxunc') * unit;
  return { value, error: error > 0 ? error : Number.NaN };
}

function forcedPhotometry(flux: Measured, cells: Cells): Photometry {
  const mag = differenceMag(flux);
  const reference = referenceOf(cells);
  return {
    mag: mag.value,
    magErr: mag.error,
    limitMag: numberOfCell(cells, 'i:diffmaglim'),
    flux: flux.value,
    fluxErr: flux.error,
    negative: flux.value < 0,
    ...reference,
    totalFlux: reference.refFlux + flux.value,
    totalFluxErr: Math.hypot(reference.refFluxErr, flux.error),
  };
}

/** ZTF gives the magnitude of the absolute flux, and the sign apart. */
function photometryOf(cells: Cells): Photometry {
  const forced = forcedFlux(cells);
  if (forced !== undefined) return forcedPhotometry(forced, cells);
  const value = numberOfCell(cells, 'i:magpsf');
  const error = numberOfCell(cells, 'i:sigmapsf');
  const negative = negativeSubtraction.has(cells['i:isdiffpos']);
  const flux = differenceFlux({ value, error }, negative);
  const reference = referenceOf(cells);
  return {
    mag: value,
    magErr: error,
    limitMag: numberOfCell(cells, 'i:diffmaglim'),
    flux: flux.value,
    fluxErr: flux.error,
    negative,
    ...reference,
    totalFlux: reference.refFlux + flux.value,
    totalFluxErr: Math.hypot(reference.refFluxErr, flux.error),
  };
}

/** The nearest source of the reference image. The packets write −999 where there is none. */
function referenceOf(cells: Cells): { refFlux: number; refFluxErr: number; refDistArcsec: number } {
  const known = (column: string): number => {
    const number = numberOfCell(cells, column);
    return number >= 0 ? number : Number.NaN;
  };
  const refFlux = microjanskyFromAbMag(known('i:magnr'));
  const refFluxErr = fluxErrorFromMagError(refFlux, known('i:sigmagnr'));
  return { refFlux, refFluxErr, refDistArcsec: known('i:distnr') };
}

/** The Zwicky Transient Facility: JD UTC, three bands, AB magnitudes. */
export const ztf: Survey = {
  id: 'ztf',
  name: 'ZTF',
  objectIdPattern: /^ZTF\d{2}[a-z]{7}$/,
  partialIdPattern: /^ZTF(?:\d{0,2}|\d{2}[a-z]{1,7})$/,
  objectArgument: 'objectId',
  alertArgument: 'candid',
  columns: {
    objectId: 'i:objectId',
    alertId: 'i:candid',
    time: 'i:jd',
    band: 'i:fid',
    ra: 'i:ra',
    dec: 'i:dec',
  },
  bands,
  bandOf: (code) => bands.find((band) => band.code === (typeof code === 'string' ? Number(code) : code)),
  timeLabel: 'JD UTC',
  timeScale: 'UTC',
  mjdFromTime: mjdUtcFromJdUtc,
  mjdUtcFromTime: mjdUtcFromJdUtc,
  // Palomar, 116.86° W.
  noonUtcDays: 0.5 + 116.86 / 360,
  photometry: 'magnitude',
  photometryOf,
  stamps: { scaleArcsec: 1.01, unit: 'DN', negative: 'turned' },
  observatory: 'palomar',
  lightcurveColumns: [
    'i:objectId',
    'i:candid',
    'i:jd',
    'i:fid',
    'i:magpsf',
    'i:sigmapsf',
    'i:diffmaglim',
    'i:isdiffpos',
    'i:ra',
    'i:dec',
    'i:rb',
    'i:drb',
    'i:magnr',
    'i:sigmagnr',
    'i:distnr',
  ],
  alertColumns: ztfAlertColumns,
  isSimulatedId: (objectId) => /^ZTF99[a-z]{7}$/.test(objectId),
};
