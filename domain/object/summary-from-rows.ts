import { constellationOf } from '#domain/coordinates/constellation.ts';
import { galacticFromIcrs } from '#domain/coordinates/frames.ts';
import { PortalError } from '#domain/failure.ts';
import { lightcurveFromRows, rowsOfObject } from '#domain/lightcurve/from-rows.ts';
import type { Lightcurve, PointKind } from '#domain/lightcurve/lightcurve.ts';
import { numberOfCell } from '#domain/surveys/cells.ts';
import type { Survey } from '#domain/surveys/survey.ts';
import type { WireRow } from '#domain/surveys/wire-row.ts';
import { alertDetailFromRow } from './alert-detail.ts';
import { factsFromRow } from './facts.ts';
import { photometryGroup } from './photometry-facts.ts';
import { readingOf } from './readings.ts';
import { analysesOf } from './relevance.ts';
import type { FactGroup, ObjectSummary } from './summary.ts';

export interface SummaryInput {
  readonly survey: Survey;
  readonly objectId: string;
  /** All alerts of the object, as the object API answers. */
  readonly rows: readonly WireRow[];
  /** The light curve of these rows, where somebody has read it already. */
  readonly lightcurve?: Lightcurve;
  /** The object's own row, where the survey keeps one. */
  readonly object?: WireRow;
}

/**
 * What the top of an object page says, from the same rows as its light curve.
 * @throws {PortalError} `not-found` when no row is a detection of this object, `upstream-failed` when rows can't be read.
 */
export function summaryFromRows({ survey, objectId, rows, object, ...read }: SummaryInput): ObjectSummary {
  const reading = readingOf(survey.id);
  const detections = detectionRows(survey, objectId, rows);
  const latest = detections[0];
  if (latest === undefined)
    throw new PortalError('not-found', `${survey.name} has no object ${objectId}.`, { argument: 'objectId' });
  const lightcurve = read.lightcurve ?? lightcurveFromRows(survey, objectId, rows);
  const raDeg = numberOfCell(latest, survey.columns.ra);
  const decDeg = numberOfCell(latest, survey.columns.dec);
  if (!Number.isFinite(raDeg) || !Number.isFinite(decDeg)) {
    const text = 'The answer of the object API has an alert without position.';
    throw new PortalError('upstream-failed', text, { dependency: 'object API' });
  }
  const belonging = reading.belongingOf(detections);
  const galacticDeg = galacticFromIcrs({ raDeg, decDeg });
  return {
    survey: survey.id,
    objectId,
    simulated: survey.isSimulatedId(objectId),
    raDeg,
    decDeg,
    constellation: constellationOf({ raDeg, decDeg }),
    galacticDeg,
    labels: reading.labelsOf(latest, object),
    ...spanOf(lightcurve),
    counts: countsOf(lightcurve),
    latest: alertDetailFromRow(survey, objectId, latest),
    analyses: analysesOf(detections.length, belonging),
    solarSystemName: belonging.solarSystemName,
    trackletName: belonging.trackletName,
    referencePlace: reading.referencePlaceOf(latest),
    groups: groupsOf(survey, latest, lightcurve),
  };
}

/** The alert rows of an object that are detections, latest first. */
export function detectionRows(survey: Survey, objectId: string, rows: readonly WireRow[]): readonly WireRow[] {
  const reading = readingOf(survey.id);
  const detections = rowsOfObject(survey, objectId, rows).filter((row) => reading.kindOf(row) === 'detection');
  const time = (row: WireRow): number => numberOfCell(row, survey.columns.time);
  return detections.sort((a, b) => time(b) - time(a));
}

function spanOf({ mjd, kind }: Lightcurve): { firstMjd: number; lastMjd: number } {
  const detected = mjd.filter((_, index) => kind[index] === 'detection');
  return { firstMjd: detected[0] ?? Number.NaN, lastMjd: detected[detected.length - 1] ?? Number.NaN };
}

function countsOf({ kind }: Lightcurve): ObjectSummary['counts'] {
  const count = (wanted: PointKind): number => kind.filter((own) => own === wanted).length;
  return { detections: count('detection'), limits: count('limit'), bad: count('bad'), forced: count('forced') };
}

function groupsOf(survey: Survey, latest: WireRow, lightcurve: Lightcurve): readonly FactGroup[] {
  const [first, ...others] = readingOf(survey.id).groups.map(({ title, note, rules }) => ({
    title,
    note,
    facts: factsFromRow(survey, rules, latest),
  }));
  const groups = [first, photometryGroup(survey, lightcurve), ...others];
  return groups.filter((group) => group !== undefined && group.facts.length > 0).filter((group) => group !== undefined);
}
