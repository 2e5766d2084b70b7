import { PortalError } from '#domain/failure.ts';
import { readingOf } from '#domain/object/readings.ts';
import { type PublishedFit, type PublishedModel, publishedFitFromRow } from '#domain/solar-system/published-fit.ts';
import { type SsoColumns, ssoColumnsFromRows } from '#domain/solar-system/sso-columns.ts';
import { surveys } from '#domain/surveys/index.ts';
import type { SurveyId } from '#domain/surveys/survey.ts';
import type { ObjectApi } from '#server/clients/object-api.ts';
import type { SsoCard, SsoCards } from '#server/outside/ssocard/ssocard.ts';
import type { RequestScope } from './request-scope.ts';

export interface SsoQuestion {
  readonly survey: SurveyId;
  /** As alerts carry it: number or designation. */
  readonly name: string;
}

/** Solar System objects: their alerts from the object API, and their card from SsODNet. */
export interface SolarSystemSource {
  /** All alerts of an object, with where an ephemeris puts it if that is wanted. @throws {PortalError} */
  alerts(question: SsoQuestion & { readonly withEphemeris: boolean }, scope: RequestScope): Promise<SsoColumns>;
  /** Parameters that the broker published for an object this month; null where its table has none. @throws {PortalError} */
  published(
    question: SsoQuestion & { readonly model: PublishedModel },
    scope: RequestScope,
  ): Promise<PublishedFit | null>;
  /** Null where SsODNet has no card. @throws {PortalError} naming SsODNet. */
  card(name: string, scope: RequestScope): Promise<SsoCard | null>;
}

export interface SolarSystemSourceDeps {
  readonly objects: ObjectApi;
  readonly cards: SsoCards;
}

export function createSolarSystemSource({ objects, cards }: SolarSystemSourceDeps): SolarSystemSource {
  return {
    async alerts({ survey: id, name, withEphemeris }, { call }) {
      const reading = readingOf(id).solarSystem;
      const survey = surveys.find((one) => one.id === id);
      if (reading === undefined || survey === undefined)
        throw new PortalError('bad-request', `The object API of ${survey?.name ?? id} has no Solar System objects.`);
      const { route, args, columns } = reading.alerts;
      const asked = {
        ...args,
        [reading.nameArgument]: name,
        columns: columns.join(','),
        ...(withEphemeris ? reading.withEphemeris : {}),
      };
      return ssoColumnsFromRows(survey, reading, await objects.rows(id, { route, args: asked }, call));
    },
    async published({ survey: id, name, model }, { call }) {
      const survey = readingOf(id).solarSystem?.fitsOf ?? id;
      const named = { [/^\d+$/.test(name) ? 'sso_number' : 'sso_name']: name };
      try {
        const rows = await objects.rows(survey, { route: 'ssoft', args: { flavor: model, ...named } }, call);
        return rows[0] === undefined ? null : publishedFitFromRow(model, rows[0]);
      } catch (error) {
        if (error instanceof PortalError && error.kind === 'not-found') return null;
        throw error;
      }
    },
    async card(name, { call, trace }) {
      return (await cards.card(name, { signal: call.signal, trace })) ?? null;
    },
  };
}
