import type { ColumnChunk, OffsetIndex } from 'hyparquet';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { PortalError } from '#domain/failure.ts';
import { type StampKind, type StampLocator, type StampPage, stampKinds } from '#domain/stamps/locator.ts';
import type { FileStore, WriteOptions } from '#server/ports/file-store.ts';
import type { LakeAlert, LakeLayout } from './lake-layout.ts';

/** Alerts of a row group at most, and bytes of their stamps: what is held in memory. */
const groupRowsAtMost = 500;
const groupBytesAtMost = 32 << 20;
/** Below the size of any stamp (so each has its page) and above that of many numbers (so they share theirs). */
const pageBytes = 2048;
const createdBy = 'fink-portal lake 1';

type Pages = Readonly<Record<StampKind, StampPage | null>>;

function bytesOf(alert: LakeAlert): number {
  let bytes = 0;
  for (const kind of stampKinds) bytes += alert.stamps[kind]?.bytes.length ?? 0;
  return bytes;
}

/** Groups of alerts small enough to be encoded at once; refuses alerts that don't ascend. */
async function* groupsOf(alerts: AsyncIterable<LakeAlert> | Iterable<LakeAlert>): AsyncGenerator<LakeAlert[]> {
  let group: LakeAlert[] = [];
  let bytes = 0;
  let lastId: bigint | undefined;
  for await (const alert of alerts) {
    if (lastId !== undefined && alert.alertId <= lastId) {
      throw new PortalError('internal', `Alerts of a lake file must ascend: ${alert.alertId} came after ${lastId}.`);
    }
    lastId = alert.alertId;
    group.push(alert);
    bytes += bytesOf(alert);
    if (group.length < groupRowsAtMost && bytes < groupBytesAtMost) continue;
    yield group;
    group = [];
    bytes = 0;
  }
  if (group.length > 0) yield group;
}

interface WrittenChunk {
  readonly chunk: ColumnChunk;
  readonly offsetIndex?: OffsetIndex;
}

/** Page of every row of one chunk, in order; a chunk of one page has no offset index. */
function pagesOfChunk({ chunk, offsetIndex }: WrittenChunk, rows: number): StampPage[] {
  const meta = chunk.meta_data;
  if (meta === undefined) throw new PortalError('internal', 'A written chunk has no metadata.');
  const locations = offsetIndex?.page_locations ?? [
    { offset: meta.data_page_offset, compressed_page_size: Number(meta.total_compressed_size), first_row_index: 0n },
  ];
  const pages: StampPage[] = [];
  for (const [index, location] of locations.entries()) {
    const first = Number(location.first_row_index);
    const end = Number(locations[index + 1]?.first_row_index ?? rows);
    const offset = Number(location.offset);
    for (let row = first; row < end; row++) {
      pages.push({ offset, length: location.compressed_page_size, row: row - first });
    }
  }
  return pages;
}

function pagesOfGroup(written: readonly WrittenChunk[], group: readonly LakeAlert[], layout: LakeLayout): Pages[] {
  const byColumn = new Map<string, StampPage[]>();
  for (const one of written) {
    const name = one.chunk.meta_data?.path_in_schema.join('.') ?? '';
    byColumn.set(name, pagesOfChunk(one, group.length));
  }
  return group.map((alert, row) => {
    const page = (kind: StampKind): StampPage | null =>
      alert.stamps[kind] === null ? null : (byColumn.get(layout.stampColumns[kind])?.[row] ?? null);
    return { Science: page('Science'), Template: page('Template'), Difference: page('Difference') };
  });
}

/**
 * Writes one lake file: a stamp a page, page index, row groups of at most 500 alerts, equal bytes for equal alerts.
 * Holds one row group in memory; alerts are to come ascending by id, each once.
 * @returns where the stamps of each alert are, by alert id as decimal text; known without reading the file back
 * @throws {PortalError} `internal` when alerts don't ascend; what the store throws
 */
export async function writeLakeFile(
  files: FileStore,
  path: string,
  alerts: AsyncIterable<LakeAlert> | Iterable<LakeAlert>,
  options: WriteOptions & { readonly layout: LakeLayout },
): Promise<Map<string, StampLocator>> {
  const { layout } = options;
  const locators = new Map<string, StampLocator>();

  async function* chunks(): AsyncGenerator<Uint8Array> {
    const bytes = new ByteWriter();
    const writer = new ParquetWriter({ writer: bytes, schema: layout.schema, createdBy });
    const taken = (): Uint8Array => {
      const chunk = bytes.getBytes().slice();
      bytes.index = 0;
      return chunk;
    };
    for await (const group of groupsOf(alerts)) {
      const before = writer.pendingIndexes.length;
      await writer.write({ columnData: layout.columnsOf(group), rowGroupSize: group.length, pageSize: pageBytes });
      const pages = pagesOfGroup(writer.pendingIndexes.slice(before), group, layout);
      for (const [row, alert] of group.entries()) {
        const found = pages[row];
        if (found !== undefined) locators.set(String(alert.alertId), { path, pages: found });
      }
      yield taken();
    }
    await writer.finish();
    yield taken();
  }

  await files.write(path, chunks(), options);
  return locators;
}
