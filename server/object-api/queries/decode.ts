import type { Column, Survey } from '#domain/surveys/survey.ts';
import type { TableColumn } from '#server/formats/table.ts';
import type { QueryContext, TableOptions } from './answer-options.ts';
import type { RowBlock } from './row-block.ts';
import { cellTextsOfRows, doublesOfRows, latestOfGroups, readOrder, sortedDescending } from './row-order.ts';
import type { TableSchema } from './schema.ts';
import { draftTable, type TableDraft } from './table-draft.ts';

export interface DecodeRequest {
  readonly block: RowBlock;
  readonly schema: TableSchema;
  readonly options: TableOptions;
  /** Rows of the block that are meant; all unless given. */
  readonly rows?: readonly number[] | undefined;
  /** Keep the latest row of each object only. */
  readonly latestPerObject?: boolean;
  /** Sorting by time is left to the caller. */
  readonly keepOrder?: boolean;
  /** Neither fillers nor computed columns, whatever columns were asked for. */
  readonly bare?: boolean;
  /** Colour and rate columns (slow for many objects): only where the route gives them. */
  readonly colours?: boolean;
  /** Tag of each row of the block, where rows of several tables come together. */
  readonly tags?: readonly string[];
  /** One block of a long answer: exactly these stored columns. */
  readonly blockColumns?: readonly string[];
  /** Colour and rate columns of a block, which follow from more rows than those in it. */
  readonly blockColours?: (draft: TableDraft) => readonly TableColumn[];
}

/** What differs between surveys in how rows become tables. */
export interface SurveyDecoding {
  readonly survey: Survey;
  readonly known: ReadonlyMap<string, Column>;
  /** Columns of the answer, in its order. */
  columnNames(request: DecodeRequest): readonly string[];
  /** Stored columns of a long answer, whatever its rows turn out to hold. */
  streamedNames(schema: TableSchema, options: TableOptions): readonly string[];
  /** Adds what is not stored: fillers and computed columns. */
  complete(draft: TableDraft, request: DecodeRequest): void;
}

export function knownColumns(...lists: readonly (readonly Column[])[]): ReadonlyMap<string, Column> {
  return new Map(lists.flatMap((list) => list.map((column) => [column.name, column])));
}

/** True for a caller that named columns: such an answer has no fillers and no computed columns. */
export function isNarrowed({ options, bare = false }: DecodeRequest): boolean {
  return bare || options.columns !== undefined;
}

/** Rows as they were read → the table of an answer, by the pipeline that all tabular routes share (newest first where there is a time). */
export function decodeRows(decoding: SurveyDecoding, request: DecodeRequest, context: QueryContext): TableDraft {
  const { trace } = context;
  const { block } = request;
  if ((request.rows ?? block.rows).length === 0)
    return { rowCount: 0, columns: [], cells: block.packed([], []), order: [] };
  const order = trace.span('sort', () => orderOf(decoding.survey, request));
  return trace.span('decode', () => {
    return draftOf(decoding, request, order);
  });
}

function draftOf(decoding: SurveyDecoding, request: DecodeRequest, order: readonly number[]): TableDraft {
  const { block, schema, options, blockColumns } = request;
  const names = blockColumns ?? decoding.columnNames(request);
  const isBlock = blockColumns !== undefined;
  const draft = draftTable({ block, schema, known: decoding.known, options, isBlock }, order, names);
  decoding.complete(draft, request);
  return draft;
}

/** Columns of a long answer, known before its first row: those asked for, or all of the schema row, in its order; then computed ones. */
export function streamedColumns(decoding: SurveyDecoding, request: DecodeRequest): readonly TableColumn[] {
  return draftOf(decoding, request, []).columns;
}

function orderOf({ columns }: Survey, { block, rows, latestPerObject, keepOrder }: DecodeRequest): readonly number[] {
  const all = rows ?? readOrder(block);
  if (keepOrder && !latestPerObject) return all;
  const times = doublesOfRows(block, columns.time);
  if (all.every((index) => Number.isNaN(times[index]))) return all;
  const groups = latestPerObject ? cellTextsOfRows(block, columns.objectId) : undefined;
  const kept = groups === undefined ? all : latestOfGroups(all, groups, times);
  return keepOrder ? kept : sortedDescending(kept, times);
}

/** Features of a light curve are lists as text: a row that lacks one has the empty list. */
export function fillFeatureLists(columns: TableColumn[], options: TableOptions): void {
  columns.forEach((column, index) => {
    if (options.cleanNulls || column.kind !== 'text' || !/^[df]:lc_features_/.test(column.name)) return;
    columns[index] = { ...column, missing: '[]' };
  });
}
