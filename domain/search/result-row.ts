import { type SkyPosition, separationArcsec } from '#domain/coordinates/separation.ts';
import { subjectOfClass } from '#domain/object/class-subject.ts';
import { readingOf } from '#domain/object/readings.ts';
import { finiteOrNull, numberOfCell } from '#domain/surveys/cells.ts';
import type { Survey } from '#domain/surveys/survey.ts';
import { idFromCell, type WireRow } from '#domain/surveys/wire-row.ts';
import type { ResultRow } from './result.ts';

/** A line of a result list from a row of any tabular route; undefined for a row that belongs to no object or has no position. */
export function resultFromRow(survey: Survey, row: WireRow, centre?: SkyPosition): ResultRow | undefined {
  const { columns } = survey;
  const reading = readingOf(survey.id);
  const objectId = idFromCell(row[columns.objectId]);
  const [raDeg, decDeg] = [numberOfCell(row, columns.ra), numberOfCell(row, columns.dec)];
  if (objectId === '' || !Number.isFinite(raDeg) || !Number.isFinite(decDeg)) return undefined;
  const { text, standing } = reading.classOf(row);
  const { mag, magErr } = survey.photometryOf(row);
  return {
    survey: survey.id,
    objectId,
    alertId: idFromCell(row[columns.alertId]),
    className: text,
    subject: subjectOfClass(text),
    standing,
    raDeg,
    decDeg,
    band: survey.bandOf(row[columns.band])?.name ?? null,
    mag: finiteOrNull(mag),
    magErr: finiteOrNull(magErr),
    lastMjd: survey.mjdFromTime(numberOfCell(row, columns.time)),
    detections: finiteOrNull(reading.detectionsOf(row)),
    separationArcsec: centre === undefined ? null : separationArcsec(centre, { raDeg, decDeg }),
    simulated: survey.isSimulatedId(objectId),
  };
}

/** One line an object, by its latest alert. With `counted`, rows are all alerts of their objects, and detections are their number. */
export function latestByObject(rows: readonly ResultRow[], counted = false): readonly ResultRow[] {
  const latest = new Map<string, ResultRow>();
  const counts = new Map<string, number>();
  for (const row of rows) {
    const known = latest.get(row.objectId);
    counts.set(row.objectId, (counts.get(row.objectId) ?? 0) + 1);
    if (known === undefined || row.lastMjd > known.lastMjd) latest.set(row.objectId, row);
  }
  const found = [...latest.values()];
  return counted ? found.map((row) => ({ ...row, detections: counts.get(row.objectId) ?? null })) : found;
}
