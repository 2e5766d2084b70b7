import { PortalError } from '#domain/failure.ts';
import type { ColumnType, Survey } from '#domain/surveys/survey.ts';
import { unixMsFromMjdUtc } from '#domain/time/scales.ts';
import type { PlainRecord, RecordShape } from '#server/ingest/records/record-shape.ts';
import type { ReadOptions, Row, TableChange, WideRowStore } from '#server/ports/wide-row-store.ts';
import type { LakeStamp } from '#server/storage/lake/lake-layout.ts';
import type { CellValue, SurveyTables, TableShape } from '#server/storage/surveys/survey-tables.ts';
import type { AlertRows } from '#server/storage/tables/alert-rows.ts';
import type { TypedColumn } from '#server/storage/tables/schema-rows.ts';
import type { TableRow } from '#server/storage/tables/table-row.ts';

/** How the alerts of a survey become rows; one module a survey. */
export interface SurveyIngest {
  readonly survey: Survey;
  readonly tables: SurveyTables;
  /** Whether records of this shape are alerts of the survey. */
  recognises(shape: RecordShape): boolean;
  /** Whether a field of nested records is needed; what isn't needed isn't read from a Parquet file. */
  needs(list: string, field: string): boolean;
  prepare(shape: RecordShape): PreparedShape;
  /**
   * Rows that an alert, stored as `row` in its own table, has in the tables that follow from it: {@link indexTables}. Cells are read by
   * `types`, in their absence by the types that the survey declares.
   */
  rowsBeside(row: Row, types?: ReadonlyMap<string, ColumnType>): readonly TableRow[];
  readonly indexTables: readonly TableShape[];
  /** Types of columns that index tables have and the alert table has not. */
  readonly derivedTypes: ReadonlyMap<string, ColumnType>;
  /** Tables that {@link rowsOfNight} fills. */
  readonly nightTables: readonly TableShape[];
  /** What follows from all alerts of a night (`20231012`, UTC) together, worked out from the rows that are stored. */
  readonly rowsOfNight?: (store: WideRowStore, night: string, options?: ReadOptions) => Promise<readonly TableChange[]>;
}

/** Where a row is. */
export interface RowPlace {
  readonly table: TableShape;
  readonly key: string;
}

/** What is made once for all records of a shape. */
export interface PreparedShape {
  /** @throws {PortalError} `bad-request` with the reason for a record that is no complete alert */
  readonly read: (record: PlainRecord) => AlertRows;
  /** Columns that such records can put into each table, for its schema row. */
  readonly columnsOf: (table: TableShape) => readonly TypedColumn[];
}

/** @throws {PortalError} `bad-request` naming the column, unless the value is a finite number */
export function requiredNumber(column: string, value: CellValue | undefined): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new PortalError('bad-request', `${column} is missing`);
}

/** @throws {PortalError} `bad-request` naming the column, unless the value is a 64-bit id */
export function requiredId(column: string, value: CellValue | undefined): bigint {
  if (typeof value === 'bigint') return value;
  throw new PortalError('bad-request', `${column} is missing`);
}

const earliestMs = Date.UTC(1990, 0, 1);
const latestMs = Date.UTC(2100, 0, 1);

/**
 * Milliseconds since 1970 UTC of a time in the survey's own scale, whole.
 * @throws {PortalError} `bad-request` for times that no survey can have observed at
 */
export function timestampOf(survey: Survey, time: number): number {
  const ms = Math.round(unixMsFromMjdUtc(survey.mjdUtcFromTime(time)));
  if (ms >= earliestMs && ms < latestMs) return ms;
  throw new PortalError('bad-request', `${survey.columns.time} is ${time}, which is no time of an observation`);
}

/** @throws {PortalError} `bad-request` unless right ascension and declination are on the sky */
export function checkPosition(raDeg: number, decDeg: number): void {
  if (raDeg < 0 || raDeg > 360 || Math.abs(decDeg) > 90) {
    throw new PortalError('bad-request', `the position ${raDeg}, ${decDeg} is not on the sky`);
  }
}

/** A stamp as it is in the packet; null for an alert without it. */
export function stampFrom(bytes: unknown, fileName?: unknown): LakeStamp | null {
  if (!(bytes instanceof Uint8Array) || bytes.length === 0) return null;
  return { bytes, fileName: typeof fileName === 'string' ? fileName : null };
}
