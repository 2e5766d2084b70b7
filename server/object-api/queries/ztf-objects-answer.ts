import type { z } from 'zod';
import { PortalError } from '#domain/failure.ts';
import type { objectsArguments } from '#server/contracts/object-api-arguments.ts';
import type { TableColumn } from '#server/formats/table.ts';
import type { Answer } from '#server/http/answer.ts';
import { type QueryContext, tableOptions } from './answer-options.ts';
import type { ReadDeps } from './read-deps.ts';
import { type StampSource, stampColumns } from './stamp-arrays.ts';
import { type StampTables, stampRowsByKeys } from './stamp-rows.ts';
import { formatNamed, tableAnswer } from './table-answer.ts';
import { computedColumn } from './table-draft.ts';
import { ztfDecoding } from './ztf-decoding.ts';
import { ztfObjects } from './ztf-objects.ts';

/** Alerts whose stamps one answer may carry: 50 kB of JSON and a read of the lake each. */
const stampsAtMost = 1000;
/** How many alerts have empty stamps because the cutout API failed. */
const failedStampsHeader = 'x-cutouts-failed';

/** `/api/v1/objects` of ZTF. */
export async function ztfObjectsAnswer(
  deps: ReadDeps,
  stamps: StampTables & { readonly source: StampSource },
  args: z.output<typeof objectsArguments>,
  context: QueryContext,
): Promise<Answer> {
  const format = formatNamed(args['output-format']);
  const request = { ids: args.objectId, withUpperLimits: args.withupperlim, options: tableOptions(args) };
  const { table, keys, truncated } = await ztfObjects(deps, ztfDecoding, request, context);
  if (!args.withcutouts || table.rowCount === 0) return tableAnswer(table, { format, truncated }, context);
  if (table.rowCount > stampsAtMost) {
    const words = `\`withcutouts\` is for at most ${stampsAtMost} alerts, and these are ${table.rowCount}. Ask for fewer objects.`;
    throw new PortalError('bad-request', words, { argument: 'withcutouts' });
  }
  const alertKeys = keys.filter((key) => key !== '');
  const found = await stampRowsByKeys(stamps, alertKeys, context);
  const byKey = new Map(alertKeys.map((key, index) => [key, found[index]]));
  const rows = keys.map((key) => byKey.get(key));
  const { byKind, failed } = await stampColumns(stamps.source, rows, args['cutout-kind'], context);
  const added = [...byKind].map(
    ([kind, values]): TableColumn => computedColumn(`b:cutout${kind}_stampData`, 'array', values),
  );
  const answer = tableAnswer({ ...table, columns: [...table.columns, ...added] }, { format, truncated }, context);
  if (failed === 0) return answer;
  return { ...answer, headers: { ...answer.headers, [failedStampsHeader]: String(failed) } };
}
