import type { FileHandle } from 'node:fs/promises';
import type { AsyncBuffer, ColumnChunk, FileMetaData, RowGroup, SchemaElement, SchemaTree } from 'hyparquet';

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
