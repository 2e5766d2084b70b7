import { PortalError } from '#domain/failure.ts';
import { type StampKind, type StampLocator, type StampPage, stampKinds } from '#domain/stamps/locator.ts';
import { type PageSpan, pagesOfChunk, type Source, valuesOfChunk } from './chunk-pages.ts';
import type { LakeLayout, StampEncoding } from './lake-layout.ts';
import type { PageValue } from './page-decoder.ts';
import { chunksOf, readFooter } from './parquet-footer.ts';
import { brokenPage } from './thrift.ts';

/** One kind of stamps in one row group. */
export interface KindIndex {
  readonly encoding: StampEncoding;
  readonly pages: readonly PageSpan[];
}

/** Where everything is in a file that carries no locators; plain data, fit for JSON. */
export interface FileIndex {
  /** Ids of the rows as decimal text (objects of ZTF: as they are), in file order. */
  readonly alertIds: readonly (string | null)[];
  readonly objectIds: readonly (string | null)[];
  /** Row groups: how many rows, and their stamps; null for a kind that the file lacks. */
  readonly groups: readonly { readonly rows: number; readonly kinds: Readonly<Record<StampKind, KindIndex | null>> }[];
}

/** Where the stamps of one alert are, and how to decode each. */
export interface LocatedStamps {
  readonly locator: StampLocator;
  readonly encodings: Readonly<Record<StampKind, StampEncoding>>;
}

/** Their pages are walked side by side: on HDFS every step waits for a DataNode. */
const groupsAtOnce = 8;

function idTextOf(value: PageValue | null): string | null {
  if (value === null || typeof value === 'bigint') return value === null ? null : String(value);
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('utf8');
}

/**
 * Reads the footer, the two columns of ids and the positions of all pages of stamps.
 * @throws {PortalError} `corrupt` when the file isn't one of stamps
 */
export async function buildFileIndex(source: Source, length: number, layout: LakeLayout): Promise<FileIndex> {
  const metadata = await readFooter(source.files, source.path, length, source.options);
  const idsOf = async (name: string): Promise<(string | null)[]> => {
    const ids: (string | null)[] = [];
    for (const chunk of chunksOf(metadata, name, source.path) ?? []) {
      for (const value of await valuesOfChunk(source, chunk)) ids.push(idTextOf(value));
    }
    return ids;
  };
  const [alertIds, objectIds] = await Promise.all([idsOf(layout.alertIdColumn), idsOf(layout.objectIdColumn)]);
  if (alertIds.length === 0 && Number(metadata.num_rows) > 0) {
    throw new PortalError(
      'not-found',
      `The file has no column ${layout.alertIdColumn}: its alerts are of another survey.`,
    );
  }
  if (alertIds.length !== Number(metadata.num_rows)) throw brokenPage(`${layout.alertIdColumn} ends early`);
  const kindsOf = async (group: number): Promise<Record<StampKind, KindIndex | null>> => {
    const kinds: Record<StampKind, KindIndex | null> = { Science: null, Template: null, Difference: null };
    const index = async (kind: StampKind): Promise<void> => {
      const chunk = chunksOf(metadata, layout.stampColumns[kind], source.path)?.[group];
      if (chunk === undefined) return;
      const { dictionary, pages } = await pagesOfChunk(source, chunk);
      kinds[kind] = { encoding: { codec: chunk.codec, maxDefinition: chunk.maxDefinition, dictionary }, pages };
    };
    await Promise.all(stampKinds.map(index));
    return kinds;
  };
  const groups: { rows: number; kinds: Record<StampKind, KindIndex | null> }[] = [];
  const rowsOf = metadata.row_groups.map(({ num_rows }) => Number(num_rows));
  for (let first = 0; first < rowsOf.length; first += groupsAtOnce) {
    const some = rowsOf.slice(first, first + groupsAtOnce);
    groups.push(...(await Promise.all(some.map(async (rows, i) => ({ rows, kinds: await kindsOf(first + i) })))));
  }
  return { alertIds, objectIds, groups };
}

function pageOfRow(pages: readonly PageSpan[], row: number): StampPage | null {
  let low = 0;
  let high = pages.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((pages[middle]?.firstRow ?? 0) <= row) low = middle;
    else high = middle;
  }
  const page = pages[low];
  return page === undefined ? null : { offset: page.offset, length: page.length, row: row - page.firstRow };
}

/** Where the stamps of the alert in row `row` of the file are. */
export function stampsOfRow(
  index: FileIndex,
  path: string,
  row: number,
  layout: LakeLayout,
): LocatedStamps | undefined {
  let first = 0;
  for (const { rows, kinds } of index.groups) {
    if (row < first + rows) {
      const page = (kind: StampKind): StampPage | null => pageOfRow(kinds[kind]?.pages ?? [], row - first);
      const encoding = (kind: StampKind): StampEncoding => kinds[kind]?.encoding ?? layout.encoding;
      return {
        locator: {
          path,
          pages: { Science: page('Science'), Template: page('Template'), Difference: page('Difference') },
        },
        encodings: {
          Science: encoding('Science'),
          Template: encoding('Template'),
          Difference: encoding('Difference'),
        },
      };
    }
    first += rows;
  }
  return undefined;
}
