import type { StampLocation } from '#server/contracts/object-api.ts';
import { type Answer, jsonAnswer } from '#server/http/answer.ts';
import type { QueryContext } from './answer-options.ts';
import { type StampRow, type StampTables, stampKeyOfAlert, stampRowsByKeys, stampRowsOfObject } from './stamp-rows.ts';

function locationOf({ objectId, alertId, hdfsPath, locator }: StampRow): StampLocation {
  return { objectId, alertId, hdfsPath, locator };
}

/** Where the stamps of an object's alerts (newest first), or of one alert, lie in the lake. Nothing found is an empty list. */
export async function stampLocations(
  deps: StampTables,
  wanted: { readonly objectId: string | undefined; readonly alertId: string | undefined },
  context: QueryContext,
): Promise<Answer> {
  const { objectId, alertId } = wanted;
  const rows =
    objectId === undefined
      ? await stampRowsByKeys(deps, [stampKeyOfAlert(deps, alertId ?? '')], context)
      : await stampRowsOfObject(deps, objectId, context);
  const found = rows.filter((row) => row !== undefined && (alertId === undefined || row.alertId === alertId));
  return jsonAnswer(found.map((row) => (row === undefined ? null : locationOf(row))));
}
