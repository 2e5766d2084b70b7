import { expect, test } from 'vitest';
import { oldRoutes } from '#components/migration/migration-data.ts';
import { ztfAliases, ztfRoutes } from '#server/contracts/object-api.ts';

/** Routes that no portal ever had. */
const ours = new Set(['stamp-locations', 'schema', 'skymap']);

test('every route of the object API that a portal once had is on the page of moves, and its successors exist', () => {
  const told = new Set(oldRoutes.map(({ name }) => name));
  const had = [...Object.keys(ztfRoutes).filter((name) => !ours.has(name)), ...Object.keys(ztfAliases)];
  expect(had.filter((name) => !told.has(name))).toEqual([]);
  const routes = new Set(Object.keys(ztfRoutes));
  const missing = oldRoutes.flatMap(({ successor }) => (successor && !routes.has(successor) ? [successor] : []));
  expect(missing).toEqual([]);
});
