import type { FileHandle } from 'node:fs/promises';
import type { ColumnChunk, RowGroup, SchemaTree } from 'hyparquet';
import { PortalError } from '#domain/failure.ts';
import { chunkRange, readFrom } from './group-bytes.ts';
import { PageStream } from './page-stream.ts';
import { type LeafTrees, PageDecoder } from './page-values.ts';
import { pathText } from './part-file.ts';

export interface CheckedField {
  readonly tree: SchemaTree;
  readonly group: RowGroup;
}

function leavesBelow(trees: LeafTrees, tree: SchemaTree): LeafTrees[] {
  const here = [...trees, tree];
  return tree.children.length === 0 ? [here] : tree.children.flatMap((child) => leavesBelow(here, child));
}

async function rowsOf(handle: FileHandle, trees: LeafTrees, chunk: ColumnChunk): Promise<number> {
  const { start, end } = chunkRange(chunk);
  const pages = new PageStream(readFrom(handle), start, end);
  const decoder = new PageDecoder(trees, chunk, false);
  let rows = 0;
  for (let raw = await pages.next(); raw !== undefined; raw = await pages.next()) {
    const page = decoder.decode(raw.bytes);
    if (page === undefined) continue;
    rows += page.repetitions?.reduce((begun, level) => begun + (level === 0 ? 1 : 0), 0) ?? page.entries;
  }
  return rows;
}

/**
 * Checks all columns below the root field `tree` of a row group, a page in memory at a time, before hyparquet reads them whole: damaged
 * levels can keep it at work for ever, or make it take all memory.
 * @throws {PortalError} `corrupt`
 */
export async function checkChunks(handle: FileHandle, root: SchemaTree, { tree, group }: CheckedField): Promise<void> {
  const chunks = new Map(group.columns.map((chunk) => [pathText(chunk.meta_data?.path_in_schema ?? []), chunk]));
  for (const trees of leavesBelow([root], tree)) {
    const path = trees.at(-1)?.path ?? [];
    const chunk = chunks.get(pathText(path));
    if (chunk === undefined) continue;
    const rows = await rowsOf(handle, trees, chunk);
    if (rows !== Number(group.num_rows)) {
      throw new PortalError('corrupt', `the column ${path.join('.')} has ${rows} rows of ${group.num_rows}`);
    }
  }
}
