import { PortalError } from '#domain/failure.ts';
import type { NamesReading } from '#domain/object/reading.ts';
import { readingOf } from '#domain/object/readings.ts';
import { nameQuestion } from '#domain/search/object-name.ts';
import type { Understood } from '#domain/search/result.ts';
import { surveyOfObjectId, surveys } from '#domain/surveys/index.ts';
import type { Survey } from '#domain/surveys/survey.ts';
import { textFromCell, type WireRow } from '#domain/surveys/wire-row.ts';
import type { ObjectApi, ObjectQuery } from '#server/clients/object-api.ts';
import type { RequestScope } from './request-scope.ts';

/** What a name turned out to mean, and the calls that told it. */
export interface FoundName {
  readonly understood: Understood;
  readonly survey: Survey;
  readonly queries: readonly ObjectQuery[];
}

export interface NameLookup {
  /**
   * The object or the place that the Transient Name Server or SIMBAD knows by this name; undefined for text that can be no name,
   * and for names that nobody knows. @throws {PortalError} where they can't be asked.
   */
  find(text: string, scope: RequestScope): Promise<FoundName | undefined>;
}

/** How far around the place of a name its object is looked for. */
const radiusArcsec = 10;

/** Names of objects by the resolver of the first survey whose API has one. */
export function createNameLookup({ objects }: { readonly objects: ObjectApi }): NameLookup {
  const survey = surveys.find(({ id }) => readingOf(id).names !== undefined);
  const names = survey === undefined ? undefined : readingOf(survey.id).names;
  if (survey === undefined || names === undefined) return { find: async () => undefined };

  const ask = async (query: ObjectQuery, { call }: RequestScope): Promise<readonly WireRow[]> => {
    try {
      return await objects.rows(survey.id, query, call);
    } catch (error) {
      // An API without this route, or one that refuses the name, knows no such name.
      if (error instanceof PortalError && ['bad-request', 'not-found'].includes(error.kind)) return [];
      throw error;
    }
  };

  return {
    async find(text, scope) {
      const question = nameQuestion(text);
      if (question === undefined) return undefined;
      const asked =
        question.of === 'tns' ? ['SN', 'AT'].map((kind) => `${kind} ${question.designation}`) : [question.name];
      const queries = asked.map((name): ObjectQuery => ({ route: 'resolver', args: { resolver: question.of, name } }));
      const rows = (await Promise.all(queries.map((query) => ask(query, scope)))).flat();
      const understood =
        question.of === 'tns'
          ? knownToTns(rows, question.designation, { survey, names })
          : knownToSimbad(rows, question.name);
      return understood === undefined ? undefined : { understood, survey, queries };
    },
  };
}

function knownToTns(
  rows: readonly WireRow[],
  designation: string,
  { survey, names }: { readonly survey: Survey; readonly names: NamesReading },
): Understood | undefined {
  // The route searches by beginnings.
  const same = rows.filter((row) => {
    const name = textFromCell(row[names.tnsName]).replace(/^(?:AT|SN)\s*/i, '');
    return name.toLowerCase() === designation.toLowerCase();
  });
  const objectId = same
    .map((row) => textFromCell(row[names.tnsId]))
    .find((id) => surveyOfObjectId(id)?.id === survey.id);
  if (objectId !== undefined) return { kind: 'object', survey: survey.id, objectId };
  const [row] = same;
  return row === undefined
    ? undefined
    : placeOf(row[names.tnsRa], row[names.tnsDec], { name: textFromCell(row[names.tnsName]), source: 'TNS' });
}

function knownToSimbad(rows: readonly WireRow[], asked: string): Understood | undefined {
  const [row] = rows;
  if (row === undefined) return undefined;
  const { oname, jradeg, jdedeg } = row;
  return placeOf(jradeg, jdedeg, { name: textFromCell(oname) || asked, source: 'SIMBAD' });
}

function placeOf(
  ra: WireRow[string] | undefined,
  dec: WireRow[string] | undefined,
  named: { readonly name: string; readonly source: string },
): Understood | undefined {
  const [raText, decText] = [textFromCell(ra), textFromCell(dec)];
  const [raDeg, decDeg] = [Number(raText), Number(decText)];
  const isPlace = raText !== '' && decText !== '' && raDeg >= 0 && raDeg < 360 && Math.abs(decDeg) <= 90;
  return isPlace ? { kind: 'cone', raDeg, decDeg, radiusArcsec, named } : undefined;
}
