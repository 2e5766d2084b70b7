import { PortalError } from '#domain/failure.ts';
import { readingOf } from '#domain/object/readings.ts';
import { surveyById, surveyOfObjectId, surveys } from '#domain/surveys/index.ts';
import type { SurveyId } from '#domain/surveys/survey.ts';
import { idFromCell, textFromCell, type WireRow } from '#domain/surveys/wire-row.ts';
import type { ObjectApi, ObjectQuery } from '#server/clients/object-api.ts';
import { createFreshCache } from '#server/resilience/fresh-cache.ts';
import type { RequestScope } from './request-scope.ts';

/** What else an object is called. */
export interface ObjectNames {
  /** Name that a person gave it here. */
  readonly given: string | null;
  /** Name in the Transient Name Server and the type it has there ('' = none yet). */
  readonly tns: { readonly name: string; readonly type: string } | null;
}

export interface NamesSource {
  /** The object that people gave this name; undefined where nobody did. @throws {PortalError} naming the object API. */
  objectCalled(name: string, scope: RequestScope): Promise<string | undefined>;
  /** @throws {PortalError} naming the object API; `bad-request` for text that is no object id. */
  namesOf(objectId: string, scope: RequestScope): Promise<ObjectNames>;
}

export interface NamesSourceDeps {
  readonly objects: ObjectApi;
  readonly nowMs: () => number;
}

const noNames: ObjectNames = { given: null, tns: null };
const minute = 60_000;
/** Longer names can't be given. */
const longestName = 200;

/** Other names of objects, where the object API of a survey keeps any. */
export function createNamesSource({ objects, nowMs }: NamesSourceDeps): NamesSource {
  const known = createFreshCache<string | undefined>({
    freshMs: minute,
    keepMs: minute,
    maxWeight: 10_000,
    weight: () => 1,
    nowMs,
  });
  const named = surveys.filter(({ id }) => readingOf(id).names !== undefined);

  const ask = async (survey: SurveyId, query: ObjectQuery, { call }: RequestScope): Promise<readonly WireRow[]> => {
    try {
      return await objects.rows(survey, query, call);
    } catch (error) {
      // An API without this route knows no names.
      if (error instanceof PortalError && error.kind === 'not-found') return [];
      throw error;
    }
  };

  return {
    async objectCalled(name, scope) {
      const wanted = name.replaceAll(' ', '');
      if (wanted === '' || wanted.length > longestName || wanted.includes(':')) return undefined;
      const fresh = known.fresh(wanted);
      if (fresh !== undefined) return fresh.value;
      for (const { id, columns } of named) {
        const query: ObjectQuery = { route: 'metadata', args: { internal_name_encoded: wanted } };
        const found = (await ask(id, query, scope)).map((row) => idFromCell(row[columns.objectId]));
        const objectId = found.find((text) => surveyOfObjectId(text)?.id === id);
        known.set(wanted, objectId);
        if (objectId !== undefined) return objectId;
      }
      return undefined;
    },

    async namesOf(objectId, scope) {
      const survey = surveyOfObjectId(objectId);
      if (survey === undefined) throw new PortalError('bad-request', 'This is no object id.', { argument: 'objectId' });
      const names = readingOf(survey.id).names;
      if (names === undefined) return noNames;
      const { columns } = surveyById(survey.id);
      const [own, other] = await Promise.all([
        ask(survey.id, { route: 'metadata', args: { [survey.objectArgument]: objectId } }, scope),
        ask(survey.id, { route: 'resolver', args: { resolver: 'tns', name: objectId, reverse: 'True' } }, scope),
      ]);
      // Both routes search by beginnings.
      const mine = own.find((row) => idFromCell(row[columns.objectId]) === objectId);
      const theirs = other.find((row) => textFromCell(row[names.tnsId]).toLowerCase() === objectId.toLowerCase());
      const given = textFromCell(mine?.[names.given]);
      const tns = textFromCell(theirs?.[names.tnsName]);
      return {
        given: given === '' ? null : given,
        tns: tns === '' ? null : { name: tns, type: textFromCell(theirs?.[names.tnsType]) },
      };
    },
  };
}
