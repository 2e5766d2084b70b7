import type { z } from 'zod';
import type { trackletArguments } from '#server/contracts/arguments/ztf-lists.ts';
import type { Answer } from '#server/http/answer.ts';
import { Refusal } from '#server/http/refusal.ts';
import { prefixRange } from '#server/ports/wide-row-store.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';
import { type QueryContext, tableOptions } from './answer-options.ts';
import type { ReadDeps } from './read-deps.ts';
import { rangesAnswer } from './rows-by-id.ts';
import { formatNamed } from './table-answer.ts';
import { ztfDecoding } from './ztf-decoding.ts';

const table = ztfTables.byName.tracklet;

/** `2021-10-22 09:19:49 00` → `TRCK_20211022_091949_00`, the name that the broker gives, or its beginning. */
function nameFromDate(date: string): string {
  return `TRCK_${date.replace(/[-:]/g, '').replaceAll(' ', '_')}`;
}

/** `/api/v1/tracklet` of ZTF: alerts of satellites and debris, newest first. @throws {Refusal} without `id` and `date`. */
export async function ztfTracklet(
  deps: ReadDeps,
  args: z.output<typeof trackletArguments>,
  context: QueryContext,
): Promise<Answer> {
  const { id, date } = args;
  const name = id ?? (date === undefined ? undefined : nameFromDate(date));
  if (name === undefined) {
    const words = 'You need to specify a date at the format YYYY-MM-DD hh:mm:ss\n';
    throw new Refusal('bad-request', words, { argument: 'date' });
  }
  const format = formatNamed(args['output-format']);
  const request = { decoding: ztfDecoding, table, ranges: [prefixRange(name)], options: tableOptions(args) };
  return rangesAnswer(deps, { ...request, format }, context);
}
