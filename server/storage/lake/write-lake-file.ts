import { PortalError } from '#domain/failure.ts';
import { type StampKind, type StampLocator, type StampPage, stampKinds } from '#domain/stamps/locator.ts';
import type { FileStore, WriteOptions } from '#server/ports/file-store.ts';
import { putFooter, type WrittenGroup } from './lake-footer.ts';
import type { LakeAlert, LakeColumn, LakeLayout } from './lake-layout.ts';
import { putStamps, putValues, type WrittenChunk } from './lake-pages.ts';
import { ThriftWriter } from './thrift-writer.ts';

/** Alerts of a row group at most, and bytes of their stamps: what is held in memory. */
const groupRowsAtMost = 500;
const groupBytesAtMost = 32 << 20;
/** Bytes that are handed to the file store at once, about. */
const chunkBytes = 1 << 20;
const magic = Buffer.from('PAR1', 'latin1');

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

type Pages = Record<StampKind, StampPage | null>;

function isStampColumn(column: LakeColumn): column is LakeColumn & { readonly kind: StampKind } {
  return column.kind !== undefined;
}

/** Writes the columns of one row group; stops whenever there are bytes worth taking. */
function* putGroup(
  out: ThriftWriter,
  layout: LakeLayout,
  group: readonly LakeAlert[],
  pages: readonly Pages[],
): Generator<void, WrittenGroup> {
  const chunks: WrittenChunk[] = [];
  for (const column of layout.columns) {
    if (!isStampColumn(column)) {
      chunks.push(putValues(out, column, group));
      continue;
    }
    const stamps = putStamps(out, column, group, (row, page) => {
      const own = pages[row];
      if (own !== undefined) own[column.kind] = page;
    });
    let step = stamps.next();
    for (; !step.done; step = stamps.next()) if (out.waiting >= chunkBytes) yield;
    chunks.push(step.value);
  }
  return { rows: group.length, chunks };
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
    const out = new ThriftWriter(chunkBytes + (chunkBytes >> 2));
    const groups: WrittenGroup[] = [];
    out.put(magic);
    for await (const group of groupsOf(alerts)) {
      const pages = group.map((): Pages => ({ Science: null, Template: null, Difference: null }));
      const putting = putGroup(out, layout, group, pages);
      let step = putting.next();
      for (; !step.done; step = putting.next()) yield out.take();
      groups.push(step.value);
      for (const [row, alert] of group.entries()) {
        const found = pages[row];
        if (found !== undefined) locators.set(String(alert.alertId), { path, pages: found });
      }
      yield out.take();
    }
    putFooter(out, layout, groups);
    out.put(magic);
    yield out.take();
  }

  await files.write(path, chunks(), options);
  return locators;
}
