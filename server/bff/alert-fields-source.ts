import { allColumnsCall } from '#domain/calls/object-calls.ts';
import { PortalError, shownValue } from '#domain/failure.ts';
import { type AlertField, alertFieldsFrom } from '#domain/object/alert-fields.ts';
import { surveyOfObjectId } from '#domain/surveys/index.ts';
import type { ObjectApi } from '#server/clients/object-api.ts';
import type { RequestScope } from './request-scope.ts';

export interface AlertFieldsSource {
  /**
   * Every column of an alert: one upstream call for all columns of all alerts of its object, since no route tells one alert.
   * @throws {PortalError} `bad-request` for text that is no object id, `not-found` for an alert that the object has not.
   */
  fieldsOf(alert: AlertName, scope: RequestScope): Promise<readonly AlertField[]>;
}

export interface AlertName {
  readonly objectId: string;
  readonly alertId: string;
}

export function createAlertFieldsSource({ objects }: { readonly objects: ObjectApi }): AlertFieldsSource {
  return {
    async fieldsOf({ objectId, alertId }, { call }) {
      const survey = surveyOfObjectId(objectId);
      if (survey === undefined)
        throw new PortalError('bad-request', `${shownValue(objectId)} is no object id.`, { argument: 'objectId' });
      const rows = await objects.rows(survey.id, allColumnsCall(survey.id, objectId), call);
      const fields = alertFieldsFrom(survey, rows, alertId);
      if (fields !== undefined) return fields;
      throw new PortalError('not-found', `${objectId} has no alert ${shownValue(alertId)}.`, { argument: 'alertId' });
    },
  };
}
