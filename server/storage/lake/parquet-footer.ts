import { type CompressionCodec, type FileMetaData, parquetMetadata, type SchemaElement } from 'hyparquet';
import { PortalError, shownValue } from '#domain/failure.ts';
import type { FileStore, ReadOptions } from '#server/ports/file-store.ts';

/** One column of one row group, as the footer tells it. */
export interface Chunk {
  readonly type: string;
  readonly codec: CompressionCodec;
  readonly maxDefinition: number;
  readonly rows: number;
  /** All pages of the chunk, the dictionary included. */
  readonly start: number;
  readonly end: number;
  readonly offsetIndex: { readonly offset: number; readonly length: number } | null;
}

/** Most footers, and the page indexes before them, lie within this. */
const tailBytes = 512 << 10;
const footerBytesAtMost = 64 << 20;

function brokenFile(path: string, cause?: unknown): PortalError {
  return new PortalError('corrupt', `${shownValue(path)} is not a readable Parquet file.`, {
    dependency: 'lake',
    cause,
  });
}

async function readTail(
  files: FileStore,
  path: string,
  range: { readonly start: number; readonly end: number },
  options: ReadOptions,
): Promise<Uint8Array> {
  const bytes = await files.read(path, range.start, range.end, options);
  if (bytes === undefined || bytes.length !== range.end - range.start) throw brokenFile(path);
  return bytes;
}

/**
 * The footer of a Parquet file, by one or two range reads.
 * @throws {PortalError} `corrupt`
 */
export async function readFooter(
  files: FileStore,
  path: string,
  fileLength: number,
  options: ReadOptions,
): Promise<FileMetaData> {
  if (fileLength < 12) throw brokenFile(path);
  let tail = await readTail(files, path, { start: Math.max(0, fileLength - tailBytes), end: fileLength }, options);
  const end = new DataView(tail.buffer, tail.byteOffset + tail.length - 8, 8);
  const footerLength = end.getUint32(0, true) + 8;
  if (end.getUint32(4, true) !== 0x31524150 || footerLength > Math.min(fileLength, footerBytesAtMost))
    throw brokenFile(path);
  if (footerLength > tail.length) {
    tail = await readTail(files, path, { start: fileLength - footerLength, end: fileLength }, options);
  }
  const footer = Uint8Array.from(tail.subarray(tail.length - footerLength));
  try {
    // The look for GeoParquet columns turns for ever where a group tells of fewer than no columns.
    return parquetMetadata(footer.buffer, { geoparquet: false });
  } catch (error) {
    throw brokenFile(path, error);
  }
}

/** Every leaf of the schema in file order: dotted name, and how many of its levels can be null; undefined where one repeats. */
function leavesOf(schema: readonly SchemaElement[]): { name: string; maxDefinition: number | undefined }[] {
  const leaves: { name: string; maxDefinition: number | undefined }[] = [];
  let at = 1;
  const visit = (path: readonly string[], definition: number | undefined): void => {
    const element = schema[at++];
    if (element === undefined) return;
    const here = [...path, element.name];
    const repetition = element.repetition_type ?? 'REQUIRED';
    const add = repetition === 'OPTIONAL' ? 1 : 0;
    const level = definition === undefined || repetition === 'REPEATED' ? undefined : definition + add;
    const children = element.num_children ?? 0;
    if (children === 0) leaves.push({ name: here.join('.'), maxDefinition: level });
    for (let i = 0; i < children && at < schema.length; i++) visit(here, level);
  };
  const top = schema[0]?.num_children ?? 0;
  for (let i = 0; i < top && at < schema.length; i++) visit([], 0);
  return leaves;
}

/**
 * The chunks of a column, one a row group; undefined when the file has no such column (or one that repeats).
 * @throws {PortalError} `corrupt` when the footer contradicts itself
 */
export function chunksOf(metadata: FileMetaData, name: string, path: string): Chunk[] | undefined {
  const leaf = leavesOf(metadata.schema).findIndex((one) => one.name === name);
  const maxDefinition = leavesOf(metadata.schema)[leaf]?.maxDefinition;
  if (maxDefinition === undefined) return undefined;
  return metadata.row_groups.map((group) => {
    const column = group.columns[leaf];
    const meta = column?.meta_data;
    // A damaged footer can have any other value in its place.
    if (!meta || meta.path_in_schema.join('.') !== name) throw brokenFile(path);
    const data = Number(meta.data_page_offset);
    const dictionary = Number(meta.dictionary_page_offset ?? 0);
    const start = dictionary > 0 && dictionary < data ? dictionary : data;
    const hasIndex = column?.offset_index_offset !== undefined && column.offset_index_length !== undefined;
    return {
      type: meta.type,
      codec: meta.codec,
      maxDefinition,
      rows: Number(group.num_rows),
      start,
      end: start + Number(meta.total_compressed_size),
      offsetIndex: hasIndex
        ? { offset: Number(column.offset_index_offset), length: Number(column.offset_index_length) }
        : null,
    };
  });
}
