import type { SchemaElement, SchemaTree } from 'hyparquet';
import type { ColumnType } from '#domain/surveys/survey.ts';
import type { FieldShape, RecordShape } from '#server/ingest/records/record-shape.ts';

const signedIntegers: readonly unknown[] = [undefined, 'INT_8', 'INT_16', 'INT_32', 'INT_64'];

function leafType({ type, converted_type: converted, logical_type: logical }: SchemaElement): ColumnType | undefined {
  if (type === 'BYTE_ARRAY') return converted === 'UTF8' || logical?.type === 'STRING' ? 'string' : undefined;
  if (type === 'BOOLEAN') return 'boolean';
  if (type === 'FLOAT') return 'float';
  if (type === 'DOUBLE') return 'double';
  const isPlain = logical === undefined || (logical.type === 'INTEGER' && logical.isSigned);
  if (!isPlain || !signedIntegers.includes(converted)) return undefined;
  if (type === 'INT32') return 'integer';
  return type === 'INT64' ? 'long' : undefined;
}

function isLogical({ element }: SchemaTree, name: 'LIST' | 'MAP'): boolean {
  return element.converted_type === name || element.logical_type?.type === name;
}

function listShape(name: string, tree: SchemaTree): FieldShape {
  const repeated = tree.children[0];
  // Three levels (list, element) as the format asks for; two in files of old writers.
  const item = repeated?.children.length === 1 ? repeated.children[0] : repeated;
  if (item === undefined || item.children.length === 0) return { name, kind: 'list' };
  return { name, kind: 'structs', fields: shapeOfTree(item) };
}

function fieldShape(tree: SchemaTree): FieldShape {
  const name = tree.element.name;
  if (isLogical(tree, 'LIST')) return listShape(name, tree);
  if (isLogical(tree, 'MAP')) return { name, kind: 'map' };
  if (tree.element.repetition_type === 'REPEATED') return { name, kind: 'other' };
  if (tree.children.length > 0) return { name, kind: 'struct', fields: shapeOfTree(tree) };
  const type = leafType(tree.element);
  if (type) return { name, kind: 'value', type };
  return { name, kind: tree.element.type === 'BYTE_ARRAY' && !tree.element.converted_type ? 'bytes' : 'other' };
}

/** What the rows of a file hold. */
export function shapeOfTree(tree: SchemaTree): RecordShape {
  return tree.children.map(fieldShape);
}
