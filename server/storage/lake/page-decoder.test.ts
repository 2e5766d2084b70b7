import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import type { CompressionCodec } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { PortalError } from '#domain/failure.ts';
import { type Source, valuesOfChunk } from './chunk-pages.ts';
import { memoryFiles } from './memory-files.ts';
import { decodeDataPage, decodeDictionaryPage, type PageColumn, type PageValue, pageHeaderAt } from './page-decoder.ts';
import golden from './parquet-pages.golden.json' with { type: 'json' };
import { decodeHybrid } from './rle.ts';
import { BytesEnded } from './thrift.ts';

type Case = (typeof golden.cases)[number];
const columns: Readonly<Record<string, { type: string; maxDefinition: number; values: readonly (string | null)[] }>> =
  golden.columns;

const codecs: readonly CompressionCodec[] = ['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'BROTLI', 'ZSTD', 'LZ4_RAW'];

function columnOf(one: Case): PageColumn {
  const { type = '', maxDefinition = 0 } = columns[one.column] ?? {};
  const codec = codecs.find((codec) => codec === one.codec);
  if (codec === undefined) throw new Error(`no codec ${one.codec}`);
  return { type: type === 'INT64' ? 'INT64' : 'BYTE_ARRAY', codec, maxDefinition };
}

const shown = (value: PageValue | null): string | null =>
  value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value === null ? null : String(value);

const chunkOf = (one: Case): Uint8Array => Uint8Array.from(Buffer.from(one.chunk, 'base64'));

/** Whole pages of a chunk, by a walk of its own. */
function pagesOf(chunk: Uint8Array): Uint8Array[] {
  const pages: Uint8Array[] = [];
  for (let at = 0; at < chunk.length; ) {
    const { headerLength, bodyLength } = pageHeaderAt(chunk.subarray(at));
    pages.push(chunk.subarray(at, at + headerLength + bodyLength));
    at += headerLength + bodyLength;
  }
  return pages;
}

function decodedPages(one: Case): (PageValue | null)[] {
  const column = columnOf(one);
  let dictionary: readonly PageValue[] | undefined;
  return pagesOf(chunkOf(one)).flatMap((page) => {
    if (pageHeaderAt(page).kind !== 'dictionary') return decodeDataPage(page, { ...column, dictionary });
    dictionary = decodeDictionaryPage(page, column);
    return [];
  });
}

const nameOf = (one: Case): string =>
  `${one.column}, pages ${one.version}, ${one.codec}${one.dictionary ? ', dictionary' : ''}`;

describe('pages', () => {
  it.each(golden.cases.map((one) => [nameOf(one), one] as const))('of pyarrow are read: %s', (_, one) => {
    expect(decodedPages(one).map(shown)).toEqual(columns[one.column]?.values);
  });

  it('cover both versions, six codecs, several pages a chunk, nulls, dictionaries and checksums', () => {
    const headers = golden.cases.flatMap((one) => pagesOf(chunkOf(one)).map(pageHeaderAt));
    expect(new Set(headers.map(({ kind }) => kind))).toEqual(new Set(['data-1', 'data-2', 'dictionary']));
    expect(new Set(golden.cases.map(({ codec }) => codec))).toEqual(new Set(codecs));
    expect(golden.cases.some((one) => pagesOf(chunkOf(one)).length > 3)).toBe(true);
    expect(headers.some(({ crc }) => crc !== undefined)).toBe(true);
    expect(headers.some(({ crc }) => crc === undefined)).toBe(true);
  });

  it('are found by walking a chunk', async () => {
    for (const one of golden.cases) {
      const bytes = chunkOf(one);
      const source: Source = { files: memoryFiles({ 'x.parquet': bytes }), path: 'x.parquet', options: {} };
      const chunk = { ...columnOf(one), rows: golden.rows, start: 0, end: bytes.length, offsetIndex: null };
      expect((await valuesOfChunk(source, chunk)).map(shown), nameOf(one)).toEqual(columns[one.column]?.values);
    }
  });

  it('with a wrong checksum are refused', () => {
    const one = golden.cases.find(({ codec, dictionary }) => codec === 'UNCOMPRESSED' && !dictionary);
    if (one === undefined) throw new Error('no such case');
    const [page] = pagesOf(chunkOf(one));
    if (page === undefined) throw new Error('no page');
    const header = pageHeaderAt(page);
    expect(header.crc).toBe(crc32(page.subarray(header.headerLength)) | 0);
    const broken = Uint8Array.from(page);
    broken[page.length - 1] = (page.at(-1) ?? 0) ^ 1;
    expect(() => decodeDataPage(broken, columnOf(one))).toThrow('its checksum differs');
  });

  it('are exactly one page, neither cut nor followed by anything', () => {
    for (const one of golden.cases) {
      const [page] = pagesOf(chunkOf(one));
      if (page === undefined) throw new Error('no page');
      const column = { ...columnOf(one), dictionary: [] };
      for (const length of [0, 1, 5, page.length - 1]) {
        expect(() => decodeDataPage(page.subarray(0, length), column)).toThrow(PortalError);
      }
      expect(() => decodeDataPage(Uint8Array.from([...page, 0]), column)).toThrow(PortalError);
    }
  });

  it('with any bytes changed are read or refused, and never hang or read beyond', () => {
    const cases = golden.cases.map((one) => ({ column: columnOf(one), pages: pagesOf(chunkOf(one)) }));
    const change = fc.record({ at: fc.nat(2000), to: fc.nat(255) });
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.array(change, { minLength: 1, maxLength: 4 }), (which, nth, changes) => {
        const { column, pages } = cases[which % cases.length] ?? cases[0] ?? { column: undefined, pages: [] };
        const page = Uint8Array.from(pages[nth % pages.length] ?? []);
        if (column === undefined) return;
        for (const { at, to } of changes) page[at % page.length] = to;
        try {
          const header = pageHeaderAt(page);
          const free = header.crc === undefined ? page : withoutChecksum(page);
          decodeDataPage(free, { ...column, dictionary: [new Uint8Array(3)] });
        } catch (error) {
          expect(error instanceof PortalError || error instanceof BytesEnded, String(error)).toBe(true);
        }
      }),
      { numRuns: 4000 },
    );
  });
});

/** The same page with the checksum that its bytes have, so that what lies behind the check is reached. */
function withoutChecksum(page: Uint8Array): Uint8Array {
  const { headerLength, crc = 0 } = pageHeaderAt(page);
  const right = crc32(page.subarray(headerLength)) | 0;
  const old = zigzagBytes(crc);
  const at = Buffer.from(page.subarray(0, headerLength)).indexOf(old);
  const fresh = zigzagBytes(right);
  return at < 0 ? page : Uint8Array.from([...page.subarray(0, at), ...fresh, ...page.subarray(at + old.length)]);
}

function zigzagBytes(value: number): Buffer {
  let left = value < 0 ? -value * 2 - 1 : value * 2;
  const bytes: number[] = [];
  for (; left >= 128; left = Math.floor(left / 128)) bytes.push((left % 128) | 128);
  return Buffer.from([...bytes, left]);
}

describe('runs and packed bits', () => {
  it('are read as they were written', () => {
    expect([...decodeHybrid(Uint8Array.of(8, 1, 3, 0b10101010), 1, 12)]).toEqual([1, 1, 1, 1, 0, 1, 0, 1, 0, 1, 0, 1]);
    expect([...decodeHybrid(Uint8Array.of(3, 0x88, 0xc6, 0xfa), 3, 8)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect([...decodeHybrid(Uint8Array.of(4, 0x39, 0x30), 16, 2)]).toEqual([12345, 12345]);
  });

  it('that end too early are refused', () => {
    for (const bytes of [[], [0], [8], [0xff, 0xff, 0xff, 0xff, 0xff], [3, 1], [4, 1]]) {
      expect(() => decodeHybrid(Uint8Array.from(bytes), 2, 9)).toThrow(PortalError);
    }
  });
});
