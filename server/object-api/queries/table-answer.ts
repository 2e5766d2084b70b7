import { shownValue } from '#domain/failure.ts';
import { truncatedHeader } from '#server/contracts/object-api.ts';
import { type Format, formats } from '#server/formats/format.ts';
import type { Table } from '#server/formats/table.ts';
import type { Answer } from '#server/http/answer.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { QueryContext } from './answer-options.ts';

/** @throws {Refusal} for a format that is not offered, in the words of the API. */
export function formatNamed(name: string): Format {
  const format = formats.get(name);
  if (format !== undefined) return format;
  const words = `Output format \`${shownValue(name)}\` is not supported. Choose among json, csv, votable, or parquet\n`;
  throw new Refusal('bad-request', words, { argument: 'output-format' });
}

/** The table in the format asked for; a header tells when a limit cut it short. */
export function tableAnswer(
  table: Table,
  how: { readonly format: Format; readonly truncated: boolean },
  context: QueryContext,
): Answer {
  const body = context.trace.span('encode', () => how.format.encode(table));
  const headers: Record<string, string> = how.truncated ? { [truncatedHeader]: 'true' } : {};
  return { contentType: how.format.contentType, headers, body };
}
