import { PortalError, shownValue } from '#domain/failure.ts';
import type { SurveyReading } from '#domain/object/reading.ts';
import { readingOf } from '#domain/object/readings.ts';
import { numberOfCell } from '#domain/surveys/cells.ts';
import type { BandName, Photometry, Survey } from '#domain/surveys/survey.ts';
import { idFromCell, type WireRow } from '#domain/surveys/wire-row.ts';
import { type Lightcurve, type NumberColumn, numbersFrom, type PointKind } from './lightcurve.ts';

interface Point extends Readonly<Record<NumberColumn, number>> {
  readonly row: WireRow;
  readonly alertId: string;
  readonly band: BandName;
  readonly kind: PointKind;
  readonly negative: boolean;
  readonly className: string;
}

const unknown = Number.NaN;
/** A limit has a limiting magnitude only. */
const nothing: Photometry = {
  mag: unknown,
  magErr: unknown,
  limitMag: unknown,
  flux: unknown,
  fluxErr: unknown,
  negative: false,
  refFlux: unknown,
  refFluxErr: unknown,
  refDistArcsec: unknown,
  totalFlux: unknown,
  totalFluxErr: unknown,
};

/**
 * The light curve in an answer of the object API, oldest first; rows of other objects (the search is by prefix) are left out.
 *
 * Fluxes µJy and magnitudes AB as {@link Survey.photometryOf} defines them; what is missing is NaN, and a limit has a limiting magnitude only.
 * @throws {PortalError} `upstream-failed` when a row lacks its time or has an unknown band: such an answer can't be trusted.
 */
export function lightcurveFromRows(survey: Survey, objectId: string, rows: readonly WireRow[]): Lightcurve {
  const reading = readingOf(survey.id);
  const points = rowsOfObject(survey, objectId, rows).map((row) => pointFromRow(survey, reading, row));
  points.sort((a, b) => a.mjd - b.mjd);
  return {
    survey: survey.id,
    objectId,
    alertId: points.map((point) => point.alertId),
    band: points.map((point) => point.band),
    kind: points.map((point) => point.kind),
    negative: points.map((point) => point.negative),
    className: points.map((point) => point.className),
    ...numbersFrom((name) => columnOf(points, (point) => point[name])),
    scores: Object.fromEntries(
      reading.scoreColumns.map((name) => [name, columnOf(points, ({ row }) => numberOfCell(row, name))]),
    ),
  };
}

/** A loop: `Float64Array.from` with a function takes a hundred times as long, and there are twenty columns. */
function columnOf(points: readonly Point[], read: (point: Point) => number): Float64Array {
  const values = new Float64Array(points.length);
  for (const [at, point] of points.entries()) values[at] = read(point);
  return values;
}

/** Rows of exactly this object: the APIs search by prefix. */
export function rowsOfObject(survey: Survey, objectId: string, rows: readonly WireRow[]): readonly WireRow[] {
  const column = survey.columns.objectId;
  return rows.filter((row) => row[column] === undefined || row[column] === null || row[column] === objectId);
}

function pointFromRow(survey: Survey, reading: SurveyReading, row: WireRow): Point {
  const time = numberOfCell(row, survey.columns.time);
  const band = survey.bandOf(row[survey.columns.band]);
  if (!Number.isFinite(time)) throw unreadable(`a row without ${survey.columns.time}`);
  if (band === undefined) throw unreadable(`the unknown band ${shownValue(row[survey.columns.band])}`);
  const kind = reading.kindOf(row);
  const photometry = survey.photometryOf(row);
  const isLimit = kind === 'limit';
  return {
    row,
    alertId: idFromCell(row[survey.columns.alertId]),
    mjd: survey.mjdFromTime(time),
    band: band.name,
    kind,
    raDeg: isLimit ? unknown : numberOfCell(row, survey.columns.ra),
    decDeg: isLimit ? unknown : numberOfCell(row, survey.columns.dec),
    className: isLimit || kind === 'bad' ? '' : reading.classOf(row).text,
    ...(isLimit ? { ...nothing, limitMag: photometry.limitMag } : photometry),
  };
}

function unreadable(what: string): PortalError {
  return new PortalError('upstream-failed', `The answer of the object API has ${what}.`, { dependency: 'object API' });
}
