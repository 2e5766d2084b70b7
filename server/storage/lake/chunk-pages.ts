import { PortalError, shownValue } from '#domain/failure.ts';
import type { FileStore, ReadOptions } from '#server/ports/file-store.ts';
import { decodeDataPage, decodeDictionaryPage, type PageValue, pageHeaderAt, type ValueType } from './page-decoder.ts';
import type { Chunk } from './parquet-footer.ts';
import { BytesEnded, brokenPage, countField, structAt, structList } from './thrift.ts';

export interface PageSpan {
  readonly offset: number;
  readonly length: number;
  /** Within the row group. */
  readonly firstRow: number;
}

export interface ChunkPages {
  readonly dictionary: { readonly offset: number; readonly length: number } | null;
  readonly pages: readonly PageSpan[];
}

/** A file to read from. */
export interface Source {
  readonly files: FileStore;
  readonly path: string;
  readonly options: ReadOptions;
}

const wholeChunkAtMost = 4 << 20;
/** Most headers of pages are shorter; what one needs more, the next one of the chunk will need too. */
const usualHeaderBytes = 512;
/** A writer closes a page when it holds something. */
const emptyPagesAtMost = 1_000;
const headerBytesAtMost = 16 << 20;

async function readRange({ files, path, options }: Source, start: number, end: number): Promise<Uint8Array> {
  const bytes = start <= end ? await files.read(path, start, end, options) : undefined;
  if (bytes?.length === end - start) return bytes;
  throw new PortalError('corrupt', `${shownValue(path)} ends before its pages do.`, { dependency: 'lake' });
}

/** Bytes of a chunk around a position; read again only where they aren't there yet. */
function windowOver(source: Source, chunk: Chunk): (from: number, bytes: number) => Promise<Uint8Array> {
  let begin = 0;
  let window: Uint8Array = new Uint8Array(0);
  return async (from, bytes) => {
    const end = Math.min(chunk.end, from + bytes);
    if (from < begin || end > begin + window.length) {
      const isSmall = chunk.end - chunk.start <= wholeChunkAtMost;
      begin = isSmall ? chunk.start : from;
      window = await readRange(source, begin, isSmall ? chunk.end : end);
    }
    return window.subarray(from - begin);
  };
}

/** Walks the chunk from header to header. */
async function walkPages(source: Source, chunk: Chunk): Promise<ChunkPages> {
  const windowAt = windowOver(source, chunk);
  const pages: PageSpan[] = [];
  let dictionary: ChunkPages['dictionary'] = null;
  let offset = chunk.start;
  let firstRow = 0;
  let wanted = usualHeaderBytes;
  let emptyPages = 0;
  while (offset < chunk.end && firstRow < chunk.rows) {
    const bytes = await windowAt(offset, wanted);
    try {
      const header = pageHeaderAt(bytes);
      const length = header.headerLength + header.bodyLength;
      if (length > chunk.end - offset) throw brokenPage('it is longer than its chunk');
      if (header.kind === 'dictionary') dictionary = { offset, length };
      else {
        pages.push({ offset, length, firstRow });
        firstRow += header.valueCount;
        if (header.valueCount === 0 && ++emptyPages > emptyPagesAtMost)
          throw brokenPage('its chunk has too many without rows');
      }
      offset += length;
    } catch (error) {
      if (!(error instanceof BytesEnded)) throw error;
      if (wanted >= Math.min(headerBytesAtMost, chunk.end - offset)) throw brokenPage('its header ends too early');
      wanted *= 4;
    }
  }
  if (firstRow !== chunk.rows) throw brokenPage(`its chunk has ${firstRow} of ${chunk.rows} rows`);
  return { dictionary, pages };
}

async function pagesOfIndex(
  source: Source,
  chunk: Chunk,
  index: { readonly offset: number; readonly length: number },
): Promise<ChunkPages> {
  const bytes = await readRange(source, index.offset, index.offset + index.length);
  let locations: ReturnType<typeof structList>;
  try {
    locations = structList(structAt({ bytes, at: 0 }), 1);
  } catch (error) {
    throw error instanceof BytesEnded ? brokenPage('the index of its chunk ends too early') : error;
  }
  const pages = (locations ?? []).map((location) => ({
    offset: countField(location, 1) ?? -1,
    length: countField(location, 2) ?? 0,
    firstRow: countField(location, 3) ?? -1,
  }));
  let at = chunk.start;
  let row = 0;
  for (const [position, page] of pages.entries()) {
    const isInOrder = position === 0 ? page.firstRow === 0 : page.firstRow > row;
    if (page.offset < at || page.offset + page.length > chunk.end || !isInOrder || page.firstRow >= chunk.rows) {
      throw brokenPage('the index of its chunk contradicts itself');
    }
    at = page.offset + page.length;
    row = page.firstRow;
  }
  const first = pages[0];
  if (first === undefined && chunk.rows > 0) throw brokenPage('the index of its chunk is empty');
  const hasDictionary = first !== undefined && first.offset > chunk.start;
  return { dictionary: hasDictionary ? { offset: chunk.start, length: first.offset - chunk.start } : null, pages };
}

/**
 * Where the pages of a chunk are: from its offset index, else by walking their headers.
 * @throws {PortalError} `corrupt`
 */
export async function pagesOfChunk(source: Source, chunk: Chunk): Promise<ChunkPages> {
  return chunk.offsetIndex === null ? walkPages(source, chunk) : pagesOfIndex(source, chunk, chunk.offsetIndex);
}

function valueTypeOf(chunk: Chunk): ValueType {
  if (chunk.type === 'INT64' || chunk.type === 'BYTE_ARRAY') return chunk.type;
  throw brokenPage(`its values have the type ${chunk.type}, which is not read`);
}

/**
 * All values of a chunk, a row each.
 * @throws {PortalError} `corrupt`
 */
export async function valuesOfChunk(source: Source, chunk: Chunk): Promise<(PageValue | null)[]> {
  const type = valueTypeOf(chunk);
  const { dictionary, pages } = await pagesOfChunk(source, { ...chunk, offsetIndex: null });
  const windowAt = windowOver(source, chunk);
  const bytesOf = async ({
    offset,
    length,
  }: {
    readonly offset: number;
    readonly length: number;
  }): Promise<Uint8Array> => (await windowAt(offset, length)).subarray(0, length);
  const column = { type, codec: chunk.codec, maxDefinition: chunk.maxDefinition };
  const known = dictionary === null ? undefined : decodeDictionaryPage(await bytesOf(dictionary), column);
  const values: (PageValue | null)[] = [];
  for (const page of pages) {
    for (const value of decodeDataPage(await bytesOf(page), { ...column, dictionary: known })) values.push(value);
  }
  return values;
}
