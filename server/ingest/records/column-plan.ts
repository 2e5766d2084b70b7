import type { Column, ColumnType } from '#domain/surveys/survey.ts';
import type { Cell } from '#server/storage/tables/table-row.ts';
import { cellOf } from '#server/storage/tables/table-row.ts';
import { cellValueFrom } from './cell-value.ts';
import { type FieldShape, type PlainRecord, type RecordShape, recordFrom } from './record-shape.ts';

/** How one column is taken from a record; a plan is made once per schema and used for all its records. */
export interface ColumnSource {
  readonly column: string;
  readonly type: ColumnType;
  readonly read: (record: PlainRecord) => unknown;
}

export type ColumnPlan = readonly ColumnSource[];

/** Types by column; what the survey declares wins over what a file says. */
export type DeclaredTypes = ReadonlyMap<string, ColumnType>;

/** See {@link DeclaredTypes}. */
export function declaredTypes(...lists: readonly (readonly Column[])[]): DeclaredTypes {
  return new Map(lists.flat().map(({ name, type }) => [name, type]));
}

function typeOfField(field: FieldShape): ColumnType | undefined {
  if (field.kind === 'value') return field.type;
  return field.kind === 'list' ? 'string' : undefined;
}

/** One column a field of a section, named `family:field`; fields that aren't values are left out. */
export function sectionPlan(
  family: string,
  fields: RecordShape,
  declared: DeclaredTypes,
  except: readonly string[] = [],
): ColumnPlan {
  return fields.flatMap((field) => {
    const column = `${family}:${field.name}`;
    const type = declared.get(column) ?? typeOfField(field);
    if (type === undefined || except.includes(field.name) || typeOfField(field) === undefined) return [];
    return [{ column, type, read: (record: PlainRecord) => record[field.name] }];
  });
}

/** Columns of a nested field: `family:field_part`, or `family:part` where only that is declared. */
function nestedColumn(family: string, field: string, part: string, declared: DeclaredTypes): string {
  const long = `${family}:${field}_${part}`;
  const short = `${family}:${part}`;
  return declared.has(short) && !declared.has(long) ? short : long;
}

function nestedPlan(family: string, field: FieldShape, declared: DeclaredTypes): ColumnPlan {
  const part = (name: string, type: ColumnType | undefined): ColumnPlan => {
    const column = nestedColumn(family, field.name, name, declared);
    const cellType = declared.get(column) ?? type;
    return cellType ? [{ column, type: cellType, read: (record) => recordFrom(record[field.name])?.[name] }] : [];
  };
  if (field.kind === 'struct') return field.fields.flatMap((inner) => part(inner.name, typeOfField(inner)));
  const prefix = `${family}:${field.name}_`;
  const known = [...declared.keys()].filter((column) => column.startsWith(prefix));
  return field.kind === 'map' ? known.flatMap((column) => part(column.slice(prefix.length), undefined)) : [];
}

/** Columns that the broker added at the root of a record: values as they are, nested ones flattened, lists as text. */
export function addedPlan(family: string, fields: RecordShape, declared: DeclaredTypes): ColumnPlan {
  return fields.flatMap((field) =>
    field.kind === 'struct' || field.kind === 'map'
      ? nestedPlan(family, field, declared)
      : sectionPlan(family, [field], declared),
  );
}

/** The plan with its columns ascending, so that cells needn't be sorted record by record. */
export function ascendingPlan(...plans: readonly ColumnPlan[]): ColumnPlan {
  return plans.flat().sort((a, b) => (a.column < b.column ? -1 : 1));
}

/**
 * Cells of a record, in the order of the plan. A null has no cell.
 * @throws {PortalError} `bad-request` for a value that its column can't hold
 */
export function cellsFrom(plan: ColumnPlan, record: PlainRecord): Cell[] {
  const cells: Cell[] = [];
  for (const { column, type, read } of plan) {
    const value = cellValueFrom(column, type, read(record));
    if (value !== undefined) cells.push(cellOf(column, type, value));
  }
  return cells;
}
