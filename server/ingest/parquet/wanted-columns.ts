import type { SchemaTree } from 'hyparquet';
import type { FieldShape, RecordShape } from '#server/ingest/records/record-shape.ts';
import type { LeafTrees } from './page-values.ts';

/** Whether a field of nested records is needed. */
export type Needs = (field: string, inner: string) => boolean;

/** A column of single values: where its values go in a record. */
export interface WantedLeaf {
  readonly trees: LeafTrees;
  readonly field: string;
  /** Name within the field, of a record in a record. */
  readonly inner: string | undefined;
}

/** A list, read column by column. */
export interface WantedList {
  readonly field: string;
  /** One column a field of the list's records; one without a name where elements are values. */
  readonly columns: readonly { readonly name: string | undefined; readonly trees: LeafTrees }[];
  /** The group that is one record. */
  readonly element: SchemaTree | undefined;
}

/** What of a file is read. */
export interface Wanted {
  readonly leaves: readonly WantedLeaf[];
  readonly lists: readonly WantedList[];
  /** Root fields with more than lists in them (maps, lists in lists), read a row group at a time; of records the fields wanted. */
  readonly others: readonly { readonly tree: SchemaTree; readonly fields: readonly string[] }[];
}

function isReadable(field: FieldShape): boolean {
  return field.kind !== 'other';
}

/** The group (or value) that is one element of a list, and what leads to it: three levels as the format asks for, or two. */
function elementTrees(root: SchemaTree, tree: SchemaTree): LeafTrees {
  const repeated = tree.children[0];
  if (repeated === undefined) return [root, tree];
  const [item] = repeated.children;
  return item !== undefined && repeated.children.length === 1 ? [root, tree, repeated, item] : [root, tree, repeated];
}

/** Undefined for a list that has more in it than values, or records of values. */
function wantedList(
  { root, tree }: { readonly root: SchemaTree; readonly tree: SchemaTree },
  fields: readonly string[] | undefined,
): WantedList | undefined {
  const trees = elementTrees(root, tree);
  const element = trees.at(-1);
  const field = tree.element.name;
  const repeats = trees.filter(({ element: own }) => own.repetition_type === 'REPEATED').length;
  if (element === undefined || repeats !== 1 || trees[2]?.element.repetition_type !== 'REPEATED') return undefined;
  if (fields === undefined) {
    return element.children.length > 0
      ? undefined
      : { field, element: undefined, columns: [{ name: undefined, trees }] };
  }
  const columns = fields.flatMap((name) => {
    const child = element.children.find((one) => one.element.name === name);
    const isValue = child?.children.length === 0 && child.element.repetition_type !== 'REPEATED';
    return child !== undefined && isValue ? [{ name, trees: [...trees, child] }] : [];
  });
  return columns.length === fields.length ? { field, element, columns } : undefined;
}

function wantedLeaves(root: SchemaTree, tree: SchemaTree, isWanted: (inner: string) => boolean): readonly WantedLeaf[] {
  const field = tree.element.name;
  if (tree.children.length === 0) return [{ trees: [root, tree], field, inner: undefined }];
  return tree.children.flatMap((child) =>
    child.children.length === 0 && isWanted(child.element.name)
      ? [{ trees: [root, tree, child], field, inner: child.element.name }]
      : [],
  );
}

/** The columns to be read of a file with the fields `shape`, in the order of `root`, without those nobody `needs`. */
export function wantedOf(root: SchemaTree, shape: RecordShape, needs: Needs): Wanted {
  const leaves: WantedLeaf[] = [];
  const lists: WantedList[] = [];
  const others: { tree: SchemaTree; fields: readonly string[] }[] = [];
  for (const [index, field] of shape.entries()) {
    const tree = root.children[index];
    if (tree === undefined || !isReadable(field)) continue;
    const isWanted = (inner: FieldShape): boolean => isReadable(inner) && needs(field.name, inner.name);
    if (field.kind === 'structs') {
      const fields = field.fields.filter(isWanted).map(({ name }) => name);
      const list = wantedList({ root, tree }, fields);
      if (fields.length > 0 && list !== undefined) lists.push(list);
      else if (fields.length > 0) others.push({ tree, fields });
    } else if (field.kind === 'list' || field.kind === 'map') {
      const list = field.kind === 'list' ? wantedList({ root, tree }, undefined) : undefined;
      if (list !== undefined) lists.push(list);
      else others.push({ tree, fields: [] });
    } else {
      const inner =
        field.kind === 'struct' ? new Set(field.fields.filter(isWanted).map(({ name }) => name)) : undefined;
      leaves.push(...wantedLeaves(root, tree, (name) => inner?.has(name) ?? true));
    }
  }
  return { leaves, lists, others };
}
