import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type StampKind, stampKinds } from '#domain/stamps/locator.ts';
import { surveys } from '#domain/surveys/index.ts';
import type { Survey, SurveyId } from '#domain/surveys/survey.ts';
import type { WireRow } from '#domain/surveys/wire-row.ts';
import { failureOf, type NamedFailure, namedFailures } from './failures.ts';
import { impostorOf } from './impostor.ts';

export type Stamps = Readonly<Record<StampKind, Uint8Array>>;

/** One object as the fixtures have it; ids are decimal text. */
export interface MockObject {
  readonly objectId: string;
  readonly rows: readonly WireRow[];
  readonly upper: readonly WireRow[];
  readonly uppervalid: readonly WireRow[];
  /** The row of the table of objects, where the survey has one. */
  readonly object: WireRow | undefined;
  /** Stamps by alert id; other alerts of the object borrow those of the alert nearest in time. */
  readonly stamps: ReadonlyMap<string, Stamps>;
  /** What the id is a name for. */
  readonly failure: NamedFailure | undefined;
}

export interface Fixtures {
  /** All objects but the failures. */
  all(survey: SurveyId): readonly MockObject[];
  /** Objects whose id begins with the text; a failure only by its whole id. */
  startingWith(survey: SurveyId, prefix: string): readonly MockObject[];
  find(survey: SurveyId, objectId: string): MockObject | undefined;
  findByAlert(survey: SurveyId, alertId: string): MockObject | undefined;
  /** Stamps of an alert of the object; undefined when it isn't one. */
  stampsOf(survey: SurveyId, object: MockObject, alertId: string): Stamps | undefined;
}

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const rows = z.array(z.record(z.string(), cell));
const objectFile = z.object({
  objectId: z.string(),
  rows,
  upper: rows.default([]),
  uppervalid: rows.default([]),
  object: z.record(z.string(), cell).optional(),
});
const indexFile = z.object({
  objects: z.array(z.object({ survey: z.enum(['ztf', 'lsst']), objectId: z.string(), stamps: z.array(z.string()) })),
});
type IndexEntry = z.output<typeof indexFile>['objects'][number];

async function readStamps(folder: string, { survey, stamps }: IndexEntry): Promise<Map<string, Stamps>> {
  const found = new Map<string, Stamps>();
  for (const alertId of stamps) {
    const here = join(folder, 'stamps', survey, alertId);
    await readdir(here);
    const [Science, Template, Difference] = await Promise.all(
      stampKinds.map(async (kind) => new Uint8Array(await readFile(join(here, `${kind}.fits`)))),
    );
    if (Science && Template && Difference) found.set(alertId, { Science, Template, Difference });
  }
  return found;
}

async function readObject(folder: string, entry: IndexEntry): Promise<MockObject> {
  const text = await readFile(join(folder, 'objects', entry.survey, `${entry.objectId}.json`), 'utf8');
  const parsed = objectFile.parse(JSON.parse(text));
  const stamps = await readStamps(folder, entry);
  return { ...parsed, object: parsed.object, stamps, failure: failureOf(entry.survey, entry.objectId) };
}

/** The template of impostors has stamps, and more than a handful of alerts. */
function templateOf(objects: readonly MockObject[], survey: Survey): MockObject {
  const found = objects.find(({ rows: alerts, stamps }) => stamps.size > 0 && alerts.length >= 10) ?? objects[0];
  if (!found) throw new Error(`The fixtures hold no object of ${survey.name}: make them with \`npm run fixtures\`.`);
  return found;
}

/** Stamps of an impostor are those of its template, alert by alert; all are near enough. */
function nearestStamps(survey: Survey, object: MockObject, alertId: string): Stamps | undefined {
  const own = object.stamps.get(alertId);
  if (own) return own;
  const { alertId: idColumn, time: timeColumn } = survey.columns;
  const timeOf = (id: string): number =>
    Number(object.rows.find((row) => row[idColumn] === id)?.[timeColumn] ?? Number.NaN);
  if (!object.rows.some((row) => row[idColumn] === alertId)) return undefined;
  const time = timeOf(alertId);
  const distance = (id: string): number => Math.abs(timeOf(id) - time) || 0;
  const [nearest] = [...object.stamps].sort(([a], [b]) => distance(a) - distance(b));
  return nearest?.[1];
}

/** Reads everything once. @throws {Error} when a file is missing or of another form. */
export async function readFixtures(folder: string): Promise<Fixtures> {
  const { objects: entries } = indexFile.parse(JSON.parse(await readFile(join(folder, 'index.json'), 'utf8')));
  const bySurvey = new Map<SurveyId, { survey: Survey; real: MockObject[]; byId: Map<string, MockObject> }>();
  for (const survey of surveys) {
    const own = entries.filter((entry) => entry.survey === survey.id);
    const real = await Promise.all(own.map((entry) => readObject(folder, entry)));
    const template = templateOf(real, survey);
    const impostors = namedFailures.map((failure) => impostorOf(survey, template, failure));
    bySurvey.set(survey.id, {
      survey,
      real,
      byId: new Map([...real, ...impostors].map((each) => [each.objectId, each])),
    });
  }
  const find = (survey: SurveyId, objectId: string) => bySurvey.get(survey)?.byId.get(objectId);
  return {
    all: (survey) => bySurvey.get(survey)?.real ?? [],
    find,
    startingWith(survey, prefix) {
      const whole = find(survey, prefix);
      if (whole) return [whole];
      return (bySurvey.get(survey)?.real ?? []).filter(({ objectId }) => objectId.startsWith(prefix));
    },
    findByAlert(survey, alertId) {
      const known = bySurvey.get(survey);
      const column = known?.survey.columns.alertId ?? '';
      for (const object of known?.byId.values() ?? [])
        if (object.rows.some((row) => row[column] === alertId)) return object;
      return undefined;
    },
    stampsOf(survey, object, alertId) {
      const known = bySurvey.get(survey);
      return known && nearestStamps(known.survey, object, alertId);
    },
  };
}
