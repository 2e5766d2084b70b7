import type { z } from 'zod';
import { PortalError } from '#domain/failure.ts';
import type { objectsArguments } from '#server/contracts/object-api-arguments.ts';
import type { TableColumn } from '#server/formats/table.ts';
import type { Answer } from '#server/http/answer.ts';
import { type QueryContext, tableOptions } from './answer-options.ts';
import type { ReadDeps } from './read-deps.ts';
import { rowsAtOnce } from './read-rows.ts';
import { type StampSource, stampColumns } from './stamp-arrays.ts';
import { type StampTables, stampRowsByKeys } from './stamp-rows.ts';
import { streamedAnswer } from './streamed-answer.ts';
import { formatNamed, tableAnswer } from './table-answer.ts';
import { computedColumn } from './table-draft.ts';
import { ztfDecoding } from './ztf-decoding.ts';
import { ztfObjects, ztfObjectsStream } from './ztf-objects.ts';

function tooManyForStamps(alerts: string): PortalError {
  const words = `\`withcutouts\` is for at most ${stampsAtMost} alerts, and these are ${alerts}. Ask for fewer objects.`;
  return new PortalError('bad-request', words, { argument: 'withcutouts' });
}

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
  const request = {
    ids: args.objectId,
    withUpperLimits: args.withupperlim,
    withForced: args.withforced,
    options: tableOptions(args),
  };
  const result = await ztfObjects(deps, ztfDecoding, request, context);
  if (result === undefined) {
    if (args.withcutouts) throw tooManyForStamps(`more than ${rowsAtOnce}`);
    return streamedAnswer(await ztfObjectsStream(deps, ztfDecoding, request, context), format, context);
  }
  const { table, keys, truncated, limit, stamp, blocks } = result;
  if (!args.withcutouts || table.rowCount === 0) {
    return tableAnswer(table, { format, truncated, limit, stamp, blocks }, context);
  }
  if (table.rowCount > stampsAtMost) throw tooManyForStamps(String(table.rowCount));
  const alertKeys = keys.filter((key) => key !== '');
  const found = await stampRowsByKeys(stamps, alertKeys, context);
  const byKey = new Map(alertKeys.map((key, index) => [key, found[index]]));
  const rows = keys.map((key) => byKey.get(key));
  const { byKind, failed } = await stampColumns(stamps.source, rows, args['cutout-kind'], context);
  const added = [...byKind].map(
    ([kind, values]): TableColumn => computedColumn(`b:cutout${kind}_stampData`, 'array', values),
  );
  const answer = await tableAnswer(
    { ...table, columns: [...table.columns, ...added] },
    { format, truncated, limit, blocks },
    context,
  );
  if (failed === 0) return answer;
  return { ...answer, headers: { ...answer.headers, [failedStampsHeader]: String(failed) } };
}
