import { PortalError } from '#domain/failure.ts';
import { readingOf } from '#domain/object/readings.ts';
import { type TrackletPoint, trackletFromRows } from '#domain/object/tracklet.ts';
import { surveys } from '#domain/surveys/index.ts';
import type { ObjectApi } from '#server/clients/object-api.ts';
import type { RequestScope } from './request-scope.ts';

export interface TrackletSource {
  /** Alerts of a tracklet, oldest first. @throws {PortalError} `not-found` for a designation without alerts; naming the object API else. */
  tracklet(name: string, scope: RequestScope): Promise<readonly TrackletPoint[]>;
}

/** Tracklets, where the object API of a survey has any. */
export function createTrackletSource({ objects }: { readonly objects: ObjectApi }): TrackletSource {
  return {
    async tracklet(name, { call }) {
      const found = surveys.find(({ id }) => readingOf(id).tracklets !== undefined);
      const reading = found && readingOf(found.id).tracklets;
      if (!found || !reading) throw new PortalError('not-found', 'No survey here has tracklets.');
      const { route, args, columns } = reading;
      const rows = await objects.rows(
        found.id,
        { route, args: { ...args, id: name, columns: columns.join(',') } },
        call,
      );
      // The API searches by the beginning of a designation, which is one of fixed length: a longer one is another tracklet.
      const own = rows.filter((row) => row[reading.nameColumn] === undefined || row[reading.nameColumn] === name);
      if (own.length === 0) throw new PortalError('not-found', `The tracklet ${name} has no alerts.`);
      return trackletFromRows(found, own);
    },
  };
}
