import type { ColumnChunk, SchemaTree } from 'hyparquet';
import { parquetHeader, readPage } from 'hyparquet/src/column.js';
import { convert, convertWithDictionary, DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import { decompressPage, readDataPage, readDataPageV2 } from 'hyparquet/src/datapage.js';
import { getMaxDefinitionLevel } from 'hyparquet/src/schema.js';
import { PortalError } from '#domain/failure.ts';
import { compressors } from '#server/storage/lake/compressors.ts';

/** A column of the file that has values itself, by the elements from the root to it. */
export type LeafTrees = readonly SchemaTree[];

/** What a page holds: values one behind the other, and (where something can be missing or repeat) two levels for each entry. */
export interface PageValues {
  readonly entries: number;
  readonly values: ArrayLike<unknown>;
  /** How much of the path an entry has; undefined where each has all of it. */
  readonly definitions: Uint8Array | undefined;
  /** 0 where an entry begins a row. */
  readonly repetitions: Uint8Array | undefined;
}

type Decoder = Parameters<typeof readDataPage>[2];
type Values = ReturnType<typeof convert>;

function levelsOf(levels: ArrayLike<number> | undefined): Uint8Array | undefined {
  return levels === undefined || levels.length === 0 ? undefined : new Uint8Array(levels);
}

function presentIn(definitions: Uint8Array, all: number): number {
  let present = 0;
  for (const level of definitions) if (level === all) present++;
  return present;
}

/** Decodes the pages of one column chunk, given in their order: header, levels and values as Apache Parquet's format says. */
export class PageDecoder {
  /** Definition level of a value that is there. */
  readonly allDefined: number;
  readonly #decoder: Decoder;
  #dictionary: Values | undefined;

  constructor(trees: LeafTrees, chunk: ColumnChunk, utf8: boolean) {
    const meta = chunk.meta_data;
    const last = trees.at(-1);
    if (meta === undefined || last === undefined) {
      throw new PortalError('corrupt', 'a column of the file has no metadata');
    }
    this.#decoder = {
      pathInSchema: meta.path_in_schema,
      type: meta.type,
      element: last.element,
      schemaPath: [...trees],
      codec: meta.codec,
      parsers: DEFAULT_PARSERS,
      compressors,
      utf8,
    };
    this.allDefined = getMaxDefinitionLevel([...trees]);
  }

  /** The values of a page; undefined for a dictionary, which is kept for the pages behind it. */
  decode(bytes: Uint8Array): PageValues | undefined {
    const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
    const header = parquetHeader(reader);
    if (header.type === 'DICTIONARY_PAGE') {
      const { data } = readPage(reader, header, this.#decoder, undefined, undefined, 0);
      this.#dictionary = data && convert(data, this.#decoder);
      return undefined;
    }
    const body = bytes.subarray(reader.offset, reader.offset + header.compressed_page_size);
    const { data_page_header: first, data_page_header_v2: second } = header;
    if (first !== undefined) {
      const { codec, compressors: known } = this.#decoder;
      const plain = decompressPage(body, header.uncompressed_page_size, codec, known);
      return this.#valuesOf(readDataPage(plain, first, this.#decoder), first);
    }
    if (second === undefined) throw new PortalError('corrupt', 'a page of the file is of an unknown type');
    return this.#valuesOf(readDataPageV2(body, header, this.#decoder), second);
  }

  #valuesOf(
    page: ReturnType<typeof readDataPage>,
    {
      num_values: entries,
      encoding,
    }: { readonly num_values: number; readonly encoding: Parameters<typeof convertWithDictionary>[2] },
  ): PageValues {
    const values = convertWithDictionary(page.dataPage, this.#dictionary, encoding, this.#decoder);
    const definitions = levelsOf(page.definitionLevels);
    const repetitions = levelsOf(page.repetitionLevels);
    const present = definitions === undefined ? entries : presentIn(definitions, this.allDefined);
    const isWhole = [definitions, repetitions].every((levels) => levels === undefined || levels.length === entries);
    if (!isWhole || values.length < present) {
      throw new PortalError('corrupt', 'a page of the file has fewer values than it says');
    }
    return { entries, values, definitions, repetitions };
  }
}
