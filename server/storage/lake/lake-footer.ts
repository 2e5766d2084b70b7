import type { LakeLayout } from './lake-layout.ts';
import type { WrittenChunk } from './lake-pages.ts';
import type { ThriftWriter } from './thrift-writer.ts';

/** Numbers of parquet.thrift. */
const physicalTypes = { INT64: 2, DOUBLE: 5, BYTE_ARRAY: 6 } as const;
const repetitions = { REQUIRED: 0, OPTIONAL: 1 } as const;
const codecs = { UNCOMPRESSED: 0, SNAPPY: 1 } as const;
const encodings = { plain: 0, rle: 3 } as const;
const utf8Text = 0;
const boundaryOrders = { unordered: 0, ascending: 1 } as const;

const createdBy = 'fink-portal lake 1';
const formatVersion = 2;

export interface WrittenGroup {
  readonly rows: number;
  readonly chunks: readonly WrittenChunk[];
}

interface Span {
  readonly offset: number;
  readonly length: number;
}

function spanOf(out: ThriftWriter, put: () => void): Span {
  const offset = out.offset;
  put();
  return { offset, length: out.offset - offset };
}

function putColumnIndex(out: ThriftWriter, { bounds, nulls, column }: WrittenChunk): void {
  if (bounds === undefined) return;
  out.begin();
  out.list(1, 'true', 1);
  out.putByte(2);
  out.list(2, 'binary', 1);
  out.binaryElement(bounds.least);
  out.list(3, 'binary', 1);
  out.binaryElement(bounds.greatest);
  out.i32(4, column.isAscending ? boundaryOrders.ascending : boundaryOrders.unordered);
  out.list(5, 'i64', 1);
  out.putVarint(nulls * 2);
  out.end();
}

function putOffsetIndex(out: ThriftWriter, { pages }: WrittenChunk): void {
  out.begin();
  out.list(1, 'struct', pages.length);
  for (const { offset, length, firstRow } of pages) {
    out.begin();
    out.i64(1, offset);
    out.i32(2, length);
    out.i64(3, firstRow);
    out.end();
  }
  out.end();
}

function putSchema(out: ThriftWriter, { schema }: LakeLayout): void {
  out.list(2, 'struct', schema.length);
  for (const { name, type, repetition, children, isText } of schema) {
    out.begin();
    if (type !== undefined) out.i32(1, physicalTypes[type]);
    if (repetition !== undefined) out.i32(3, repetitions[repetition]);
    out.binary(4, name);
    if (children !== undefined) out.i32(5, children);
    if (isText) out.i32(6, utf8Text);
    out.end();
  }
}

function putChunkMetadata(out: ThriftWriter, chunk: WrittenChunk): void {
  const { column, bounds } = chunk;
  out.struct(3);
  out.i32(1, physicalTypes[column.type]);
  out.list(2, 'i32', 2);
  out.putVarint(encodings.plain * 2);
  out.putVarint(encodings.rle * 2);
  out.list(3, 'binary', column.path.length);
  for (const name of column.path) out.binaryElement(name);
  out.i32(4, codecs[column.codec]);
  out.i64(5, chunk.rows);
  out.i64(6, chunk.plainLength);
  out.i64(7, chunk.length);
  out.i64(9, chunk.pages[0]?.offset ?? 0);
  if (bounds !== undefined) {
    out.struct(12);
    out.i64(3, chunk.nulls);
    out.binary(5, bounds.greatest);
    out.binary(6, bounds.least);
    out.end();
  }
  out.end();
}

function putGroup(out: ThriftWriter, group: WrittenGroup, indexes: ReadonlyMap<WrittenChunk, ChunkIndexes>): void {
  const sum = (of: (chunk: WrittenChunk) => number): number =>
    group.chunks.reduce((total, chunk) => total + of(chunk), 0);
  out.begin();
  out.list(1, 'struct', group.chunks.length);
  for (const chunk of group.chunks) {
    const { pages, bounds } = indexes.get(chunk) ?? {};
    out.begin();
    out.i64(2, 0);
    putChunkMetadata(out, chunk);
    if (pages !== undefined) {
      out.i64(4, pages.offset);
      out.i32(5, pages.length);
    }
    if (bounds !== undefined && bounds.length > 0) {
      out.i64(6, bounds.offset);
      out.i32(7, bounds.length);
    }
    out.end();
  }
  out.i64(
    2,
    sum(({ plainLength }) => plainLength),
  );
  out.i64(3, group.rows);
  out.i64(
    6,
    sum(({ length }) => length),
  );
  out.end();
}

interface ChunkIndexes {
  readonly bounds: Span;
  readonly pages: Span;
}

/** Page indexes and footer of a file whose row groups are written: Parquet format 2.10, nothing but what readers need. */
export function putFooter(out: ThriftWriter, layout: LakeLayout, groups: readonly WrittenGroup[]): void {
  const chunks = groups.flatMap((group) => group.chunks);
  const bounds = chunks.map((chunk) => spanOf(out, () => putColumnIndex(out, chunk)));
  const indexes = new Map<WrittenChunk, ChunkIndexes>();
  for (const [index, chunk] of chunks.entries()) {
    const pages = spanOf(out, () => putOffsetIndex(out, chunk));
    indexes.set(chunk, { pages, bounds: bounds[index] ?? { offset: 0, length: 0 } });
  }
  const footer = spanOf(out, () => {
    out.begin();
    out.i32(1, formatVersion);
    putSchema(out, layout);
    out.i64(
      3,
      groups.reduce((total, { rows }) => total + rows, 0),
    );
    out.list(4, 'struct', groups.length);
    for (const group of groups) putGroup(out, group, indexes);
    out.binary(6, createdBy);
    out.list(7, 'struct', layout.columns.length);
    // The order of values is that of their type: an empty struct in a union.
    for (const _ of layout.columns) {
      out.begin();
      out.struct(1);
      out.end();
      out.end();
    }
    out.end();
  });
  out.putUint32LE(footer.length);
}
