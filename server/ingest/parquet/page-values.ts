import type { ColumnChunk, SchemaTree } from 'hyparquet';
import { convert, DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import { readDataPage } from 'hyparquet/src/datapage.js';
import { getMaxDefinitionLevel, getMaxRepetitionLevel } from 'hyparquet/src/schema.js';
import { PortalError } from '#domain/failure.ts';
import { decompressed } from '#server/storage/lake/decompress.ts';
import { encodings, type PageHeader, pageHeaderAt } from '#server/storage/lake/page-decoder.ts';
import { decodeHybrid } from '#server/storage/lake/rle.ts';

/** A column of the file that has values itself, by the elements from the root to it. */
export type LeafTrees = readonly SchemaTree[];

/** What a page holds: values one behind the other, and (where something can be missing or repeat) two levels for each entry. */
export interface PageValues {
  readonly entries: number;
  readonly values: ArrayLike<unknown>;
  /** How much of the path an entry has; undefined where each has all of it. */
  readonly definitions: Uint32Array | undefined;
  /** 0 where an entry begins a row. */
  readonly repetitions: Uint32Array | undefined;
}

type Decoder = Parameters<typeof readDataPage>[2];
type Values = ReturnType<typeof convert>;

/** Levels of a page, where its column has them, and the bytes of its values. */
interface PageParts {
  readonly repetitions: Uint32Array | undefined;
  readonly definitions: Uint32Array | undefined;
  readonly values: Uint8Array;
}

/** Encodings of values that are left to hyparquet, by their numbers in parquet.thrift. */
const plainEncodings: ReadonlyMap<number, Parameters<typeof readDataPage>[1]['encoding']> = new Map([
  [encodings.plain, 'PLAIN'],
  [5, 'DELTA_BINARY_PACKED'],
  [6, 'DELTA_LENGTH_BYTE_ARRAY'],
  [7, 'DELTA_BYTE_ARRAY'],
  [9, 'BYTE_STREAM_SPLIT'],
]);

function damaged(why: string): never {
  throw new PortalError('corrupt', `a page of the file is damaged: ${why}`);
}

function presentIn(definitions: Uint32Array, all: number): number {
  let present = 0;
  for (const level of definitions) if (level === all) present++;
  return present;
}

/** What stands behind its own length of four bytes, and what follows it. */
function prefixed(bytes: Uint8Array): { readonly within: Uint8Array; readonly rest: Uint8Array } {
  const length = bytes.length < 4 ? Number.NaN : new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
  if (!(length <= bytes.length - 4)) damaged('it is too short');
  return { within: bytes.subarray(4, 4 + length), rest: bytes.subarray(4 + length) };
}

function levelsOf(bytes: Uint8Array, highest: number, entries: number): Uint32Array | undefined {
  if (highest === 0) return undefined;
  const bits = 32 - Math.clz32(highest);
  const levels = decodeHybrid(bytes, bits, entries);
  const canBeHigher = highest < 2 ** bits - 1;
  return canBeHigher && levels.some((level) => level > highest) ? damaged('a level is too high') : levels;
}

/**
 * Decodes the pages of one column chunk, given in their order: header, levels and values as Apache Parquet's format says. Levels and
 * indexes are read by our own decoder: on damaged ones hyparquet's may never come to an end.
 */
export class PageDecoder {
  /** Definition level of a value that is there. */
  readonly allDefined: number;
  readonly #deepest: number;
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
      // Without a path there are no levels before the values.
      schemaPath: [],
      codec: meta.codec,
      parsers: DEFAULT_PARSERS,
      utf8,
    };
    this.allDefined = getMaxDefinitionLevel([...trees]);
    this.#deepest = getMaxRepetitionLevel([...trees]);
  }

  /** The values of a page; undefined for a dictionary, which is kept for the pages behind it. */
  decode(bytes: Uint8Array): PageValues | undefined {
    const header = pageHeaderAt(bytes);
    const body = bytes.subarray(header.headerLength, header.headerLength + header.bodyLength);
    const entries = header.valueCount;
    if (header.kind === 'dictionary') {
      const plain = decompressed(body, this.#decoder.codec, header.plainLength);
      this.#dictionary = this.#plainValues(plain, encodings.plain, entries);
      return undefined;
    }
    const { repetitions, definitions, values } = this.#partsOf(header, body);
    const present = definitions === undefined ? entries : presentIn(definitions, this.allDefined);
    return {
      entries,
      values: this.#valuesOf(values, header.encoding, present),
      definitions: present === entries ? undefined : definitions,
      repetitions,
    };
  }

  #partsOf(header: PageHeader, body: Uint8Array): PageParts {
    const { valueCount: entries, repetitionLength, definitionLength } = header;
    if (header.kind === 'data-2') {
      const length = repetitionLength + definitionLength;
      if (length > Math.min(body.length, header.plainLength)) damaged('its levels are too long');
      const codec = header.isCompressed ? this.#decoder.codec : 'UNCOMPRESSED';
      return {
        repetitions: levelsOf(body.subarray(0, repetitionLength), this.#deepest, entries),
        definitions: levelsOf(body.subarray(repetitionLength, length), this.allDefined, entries),
        values: decompressed(body.subarray(length), codec, header.plainLength - length),
      };
    }
    let rest = decompressed(body, this.#decoder.codec, header.plainLength);
    const levels = (highest: number): Uint32Array | undefined => {
      if (highest === 0) return undefined;
      const part = prefixed(rest);
      rest = part.rest;
      return levelsOf(part.within, highest, entries);
    };
    if (this.allDefined > 0 && header.definitionEncoding !== encodings.rle) damaged('its levels have another encoding');
    const repetitions = levels(this.#deepest);
    const definitions = levels(this.allDefined);
    return { repetitions, definitions, values: rest };
  }

  #valuesOf(bytes: Uint8Array, encoding: number, present: number): ArrayLike<unknown> {
    if (encoding === encodings.plainDictionary || encoding === encodings.rleDictionary) {
      return present === 0 ? [] : this.#entriesOf(decodeHybrid(bytes.subarray(1), bytes[0] ?? 255, present));
    }
    if (encoding === encodings.rle) {
      return Array.from(decodeHybrid(prefixed(bytes).within, 1, present), (bit) => bit === 1);
    }
    return this.#plainValues(bytes, encoding, present);
  }

  #entriesOf(indexes: Uint32Array): unknown[] {
    const dictionary = this.#dictionary ?? damaged('its dictionary is missing');
    return Array.from(indexes, (index) =>
      index < dictionary.length ? dictionary[index] : damaged('its dictionary is too short'),
    );
  }

  #plainValues(bytes: Uint8Array, encoding: number, count: number): Values {
    const name = plainEncodings.get(encoding) ?? damaged(`its values have the encoding ${encoding}, which is not read`);
    const levels = { definition_level_encoding: 'RLE', repetition_level_encoding: 'RLE' } as const;
    const page = readDataPage(bytes, { num_values: count, encoding: name, ...levels }, this.#decoder);
    const values = convert(page.dataPage, this.#decoder);
    return values.length < count ? damaged('it has fewer values than it says') : values;
  }
}
