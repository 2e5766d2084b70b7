import { PortalError, shownValue } from '#domain/failure.ts';
import type { ColumnType, Survey } from '#domain/surveys/survey.ts';
import type { WireRow } from '#domain/surveys/wire-row.ts';
import { formats } from '#server/formats/format.ts';
import {
  type ColumnKind,
  kindOfType,
  type Nested,
  type TableColumn,
  tableFromValues,
  type Value,
} from '#server/formats/table.ts';
import type { Answer } from '#server/http/answer.ts';

/** A cell of an answer: what fixtures hold, or the pixels of a stamp. */
export type MockCell = WireRow[string] | Nested;
export type MockRow = Readonly<Record<string, MockCell>>;

export interface TableArguments {
  readonly columns?: readonly string[];
  readonly 'output-format': string;
  readonly nulls: 'nan' | 'clean';
  readonly ids: 'integer' | 'string';
}

function kindOf(type: ColumnType | undefined, values: readonly MockCell[]): ColumnKind {
  if (values.some((value) => Array.isArray(value))) return 'array';
  if (type !== undefined) return kindOfType(type);
  const first = values.find((value) => value !== null);
  if (typeof first === 'boolean') return 'boolean';
  return typeof first === 'number' ? 'double' : 'text';
}

/** Ids are text in fixtures and integers on the wire. */
function wireValueOf(cell: MockCell, kind: ColumnKind, clean: boolean): Value {
  if (clean && cell === 'nan') return null;
  if (kind === 'long' && typeof cell === 'string') return /^-?\d+$/.test(cell) ? BigInt(cell) : null;
  return cell;
}

/** Names in the order in which the rows have them; those asked for, where some were. Computed ones only when none were. */
function namesOf(rows: readonly MockRow[], asked: readonly string[] | undefined): readonly string[] {
  const names = new Set(rows.flatMap((row) => Object.keys(row)));
  if (!asked) return [...names];
  const wanted = new Set(asked);
  return [...names].filter((name) => wanted.has(name) || name === 'v:separation_degree' || name.startsWith('b:'));
}

/**
 * Rows in the format asked for, 64-bit ids as integers.
 * @throws {PortalError} `bad-request` for an unknown format.
 */
export function tableAnswer(survey: Survey, rows: readonly MockRow[], args: TableArguments): Answer {
  const format = formats.get(args['output-format']);
  if (!format) {
    const words = `Output format \`${shownValue(args['output-format'])}\` is not supported. Choose among json, csv, votable, or parquet`;
    throw new PortalError('bad-request', words, { argument: 'output-format' });
  }
  const types = new Map(survey.alertColumns.map(({ name, type }) => [name, type]));
  const columns = namesOf(rows, args.columns).map((name): Omit<TableColumn, 'missing'> => {
    const cells = rows.map((row) => row[name] ?? null);
    const kind = kindOf(types.get(name), cells);
    const asText = kind === 'long' && args.ids === 'string' && types.get(name) === 'long';
    return { name, kind, asText, source: cells.map((cell) => wireValueOf(cell, kind, args.nulls === 'clean')) };
  });
  return { contentType: format.contentType, body: format.encode(tableFromValues(columns, rows.length)) };
}
