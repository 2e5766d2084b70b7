import type { ColumnType, SurveyId } from '#domain/surveys/survey.ts';
import { type KeyRange, prefixRange } from '#server/ports/wide-row-store.ts';
import { javaDoubleText } from './java-double.ts';
import type { KeySpread } from './key-spread.ts';

/** A value of a cell before it becomes bytes. 64-bit longs are bigint (or decimal text from a caller who holds them as text). */
export type CellValue = string | number | bigint | boolean;

/** One piece of a row key: the value of `column`, cast to text as Spark casts it, or the salt made from it. */
export interface KeyPart {
  /** Name under which the alert holds the value; need not be a column of the table. */
  readonly column: string;
  readonly textOf: (value: CellValue) => string;
  /** How its texts spread, where that can be foretold: large tables are cut into regions by it. */
  readonly spread?: KeySpread;
}

/** A table of the store: what its rows are called and which columns they carry. */
export interface TableShape {
  /** Full name, dots included: `ztf.cutouts`. */
  readonly name: string;
  readonly key: readonly KeyPart[];
  readonly families: readonly string[];
  /** True for columns that the table carries. */
  carries(column: string): boolean;
  /** Several alerts share a row: the one of the latest time stays, whatever the order they came in. */
  readonly latestWins: boolean;
}

/** The tables of a survey; everything that reads or writes rows goes through it. */
export interface SurveyTables {
  readonly survey: SurveyId;
  /** Alerts by object and time: `ztf`, `rubin.diaSource_static`. */
  readonly alerts: TableShape;
  readonly cutouts: TableShape;
  /** Rows by HEALPix pixel (RING), and the NSIDE of the pixels. */
  readonly pixels: TableShape;
  readonly pixelNside: number;
  /** One row an object; absent where the survey has no such table. */
  readonly objects?: TableShape;
  /** Every table, by what it is called in the code (`upper`, `class`, `fp`, …). */
  readonly byName: Readonly<Record<string, TableShape>>;
  /** Column of the cutouts table with `hdfs://<authority>:8020<path>`. */
  readonly hdfsPathColumn: string;
  /** Column of the cutouts table with the stamp locator (see domain/stamps/locator.ts). */
  readonly locatorColumn: string;
  /** Column of the alert's id in `alerts` and `cutouts`. */
  readonly alertIdColumn: string;
  /** Column of the broker's and of the science modules' version in `alerts`. */
  readonly versionColumns: readonly [broker: string, science: string];
  /** Keys of all alerts of an object in `alerts`. */
  alertRange(objectId: string): KeyRange;
  /** Key in `cutouts`, from a row of `alerts` read with (at least) {@link cutoutsKeyColumns}. */
  readonly cutoutsKeyColumns: readonly string[];
}

/** Text of a value in a row key, by its column's type. */
export function keyTextOf(type: ColumnType): (value: CellValue) => string {
  if (type !== 'double') return (value) => String(value);
  return (value) => (typeof value === 'number' ? javaDoubleText(value) : String(value));
}

/** Last three decimal digits of an id, padded with zeros on the left. */
export function idSalt(id: CellValue): string {
  return String(id).slice(-3).padStart(3, '0');
}

/** Second and third character of a seven-character packed designation (`J96T28C` → `96`). */
export function mpcSalt(packed: CellValue): string {
  return String(packed).slice(1, 3);
}

/**
 * Row key of `table` for the values that `valueOfColumn` gives: Spark's `concat_ws("_", …)`, which leaves out what is null together with its separator.
 */
export function rowKey(table: TableShape, valueOfColumn: (column: string) => CellValue | undefined): string {
  const parts: string[] = [];
  for (const part of table.key) {
    const value = valueOfColumn(part.column);
    if (value !== undefined) parts.push(part.textOf(value));
  }
  return parts.join('_');
}

/**
 * Text that all keys begin with whose first parts have the given values (salts are parts too and take the value they are made from).
 * It ends with the separator unless every part is given.
 */
export function keyPrefix(table: TableShape, ...values: readonly CellValue[]): string {
  const parts = values.map((value, index) => table.key[index]?.textOf(value) ?? String(value));
  return parts.join('_') + (values.length < table.key.length ? '_' : '');
}

/** {@link prefixRange} of {@link keyPrefix}. */
export function keyRange(table: TableShape, ...values: readonly CellValue[]): KeyRange {
  return prefixRange(keyPrefix(table, ...values));
}

const schemaPrefix = 'schema_';

/** True for the rows that hold the type names of a table's columns instead of an alert. */
export function isSchemaKey(key: string): boolean {
  return key.startsWith(schemaPrefix);
}

/** Key of the schema row of a pair of versions. */
export function schemaKey(brokerVersion: string, scienceVersion: string): string {
  return `${schemaPrefix}${brokerVersion}_${scienceVersion}`;
}

/** All schema rows of a table. */
export const schemaRange: KeyRange = prefixRange(schemaPrefix);
