import { allColumnsCall, columnsCall } from '#domain/calls/object-calls.ts';
import { PortalError, shownValue } from '#domain/failure.ts';
import { isFeatureColumn } from '#domain/lightcurve/lc-features.ts';
import { type AlertField, alertFieldsFrom } from '#domain/object/alert-fields.ts';
import { surveyOfObjectId } from '#domain/surveys/index.ts';
import type { Survey } from '#domain/surveys/survey.ts';
import { idFromCell, textFromCell } from '#domain/surveys/wire-row.ts';
import type { ObjectApi } from '#server/clients/object-api.ts';
import type { RequestScope } from './request-scope.ts';

export interface AlertFieldsSource {
  /**
   * Every column of an alert: one upstream call for all columns of all alerts of its object, since no route tells one alert.
   * @throws {PortalError} `bad-request` for text that is no object id, `not-found` for an alert that the object has not.
   */
  fieldsOf(alert: AlertName, scope: RequestScope): Promise<readonly AlertField[]>;
  /**
   * The columns of light-curve features of all alerts of an object: one upstream call for these columns, none where the survey has none.
   * @throws {PortalError} `bad-request` for text that is no object id.
   */
  featuresOf(objectId: string, scope: RequestScope): Promise<AlertFeatures>;
}

/** Texts as on the wire, one a column, by alert id. */
export interface AlertFeatures {
  readonly columns: readonly string[];
  readonly byAlert: Readonly<Record<string, readonly string[]>>;
}

export interface AlertName {
  readonly objectId: string;
  readonly alertId: string;
}

export function createAlertFieldsSource({ objects }: { readonly objects: ObjectApi }): AlertFieldsSource {
  return {
    async fieldsOf({ objectId, alertId }, { call }) {
      const survey = surveyOf(objectId);
      const rows = await objects.rows(survey.id, allColumnsCall(survey.id, objectId), call);
      const fields = alertFieldsFrom(survey, rows, alertId);
      if (fields !== undefined) return fields;
      throw new PortalError('not-found', `${objectId} has no alert ${shownValue(alertId)}.`, { argument: 'alertId' });
    },

    async featuresOf(objectId, { call }) {
      const survey = surveyOf(objectId);
      const columns = survey.alertColumns.map(({ name }) => name).filter(isFeatureColumn);
      if (columns.length === 0) return { columns, byAlert: {} };
      const { alertId } = survey.columns;
      const rows = await objects.rows(survey.id, columnsCall(survey.id, objectId, [alertId, ...columns]), call);
      const texts = rows.map(
        (row) => [idFromCell(row[alertId]), columns.map((name) => textFromCell(row[name]))] as const,
      );
      return { columns, byAlert: Object.fromEntries(texts) };
    },
  };
}

function surveyOf(objectId: string): Survey {
  const survey = surveyOfObjectId(objectId);
  if (survey !== undefined) return survey;
  throw new PortalError('bad-request', `${shownValue(objectId)} is no object id.`, { argument: 'objectId' });
}
