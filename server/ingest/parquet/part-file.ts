import type { FileHandle } from 'node:fs/promises';
import type { AsyncBuffer, ColumnChunk, FileMetaData, RowGroup, SchemaElement, SchemaTree } from 'hyparquet';

/** A column of single values: its path, and how many levels above it can be null. */
export interface Leaf {
  readonly path: readonly string[];
  /** Groups above the leaf that can be null; the reader gives a level of array for each. */
  readonly nesting: number;
  readonly tree: readonly SchemaTree[];
}

/** Text of a path, as column chunks name it. */
export function pathText(path: readonly string[]): string {
  return path.join('\n');
}

/** Bytes `start … end` of a file as hyparquet asks for them. */
export function bufferOfFile(handle: FileHandle, byteLength: number): AsyncBuffer {
  return {
    byteLength,
    async slice(start, end = byteLength) {
      const bytes = new Uint8Array(Math.max(0, Math.min(end, byteLength) - start));
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
      return bytes.buffer.slice(0, bytesRead);
    },
  };
}

/** Metadata of a file that has nothing but one page (and the dictionary) of one column, and the file itself. */
export function singlePageFile(
  leaf: Leaf,
  chunk: ColumnChunk,
  parts: { readonly dictionary: Uint8Array | undefined; readonly page: Uint8Array; readonly rows: number },
): { readonly file: AsyncBuffer; readonly metadata: FileMetaData } {
  const meta = chunk.meta_data;
  if (meta === undefined) throw new Error('A column chunk has no metadata.');
  const start = 4;
  const dictionaryLength = parts.dictionary?.length ?? 0;
  const length = dictionaryLength + parts.page.length;
  const { dictionary_page_offset: _, statistics: __, ...rest } = meta;
  const own: ColumnChunk = {
    file_offset: 0n,
    meta_data: {
      ...rest,
      num_values: BigInt(parts.rows),
      data_page_offset: BigInt(start + dictionaryLength),
      ...(parts.dictionary ? { dictionary_page_offset: BigInt(start) } : {}),
      total_compressed_size: BigInt(length),
    },
  };
  const file: AsyncBuffer = {
    byteLength: start + length,
    slice: (from, to = start + length) => partOf(parts, from - start, to - start),
  };
  return { file, metadata: metadataOf(leaf.tree.map(singleChild), [own], parts.rows) };
}

/** Bytes `from … to` of the dictionary and the page behind it; the page itself where that is what is asked for. */
function partOf(
  { dictionary = new Uint8Array(), page }: { readonly dictionary: Uint8Array | undefined; readonly page: Uint8Array },
  from: number,
  to: number,
): ArrayBuffer {
  const isPage = from === dictionary.length && to === from + page.length && page.byteOffset === 0;
  if (isPage && page.buffer instanceof ArrayBuffer && page.buffer.byteLength === page.length) return page.buffer;
  const bytes = new Uint8Array(dictionary.length + page.length);
  bytes.set(dictionary);
  bytes.set(page, dictionary.length);
  return bytes.buffer.slice(from, to);
}

function singleChild({ element, children }: SchemaTree): SchemaElement {
  return children.length > 0 ? { ...element, num_children: 1 } : element;
}

function metadataOf(schema: SchemaElement[], columns: ColumnChunk[], rows: number): FileMetaData {
  const group: RowGroup = { columns, total_byte_size: 0n, num_rows: BigInt(rows) };
  return { version: 1, schema, num_rows: BigInt(rows), row_groups: [group], metadata_length: 0 };
}

/** The part of a row group's metadata that has only the leaves below the root field `tree` whose path `isWanted`. */
export function fieldMetadata(
  root: SchemaElement,
  tree: SchemaTree,
  group: RowGroup,
  isWanted: (path: readonly string[]) => boolean,
): FileMetaData {
  const schema: SchemaElement[] = [{ ...root, num_children: 1 }];
  const addWanted = (node: SchemaTree): boolean => {
    if (node.children.length === 0) {
      if (!isWanted(node.path)) return false;
      schema.push(node.element);
      return true;
    }
    const at = schema.length;
    schema.push(node.element);
    const count = node.children.filter(addWanted).length;
    if (count > 0) schema[at] = { ...node.element, num_children: count };
    else schema.length = at;
    return count > 0;
  };
  addWanted(tree);
  const columns = group.columns.filter(({ meta_data: meta }) => {
    const path = meta?.path_in_schema ?? [];
    return path[0] === tree.element.name && isWanted(path);
  });
  return metadataOf(schema, columns, Number(group.num_rows));
}
