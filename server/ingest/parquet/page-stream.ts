import { PortalError } from '#domain/failure.ts';
import { BytesEnded, countField, structAt, structField } from '#server/storage/lake/thrift.ts';
import type { ReadAt } from './group-bytes.ts';

/** A page as it lies in the file: header and body, still compressed. */
export interface RawPage {
  readonly bytes: Uint8Array;
  readonly isDictionary: boolean;
  /** Values of the page: its rows, where nothing in the column repeats. */
  readonly values: number;
}

const leastRead = 8 * 1024;
const pageTypes = { data: 0, index: 1, dictionary: 2, dataV2: 3 } as const;
/** Field numbers of PageHeader in parquet.thrift. */
const fields = { type: 1, compressedSize: 3, data: 5, dictionary: 7, dataV2: 8, values: 1 } as const;
const largestPage = 256 * 1024 * 1024;

function damaged(): never {
  throw new PortalError('corrupt', 'a page of the file is cut off or damaged');
}

/** Gives out the pages of one column chunk, one at a time, reading the file as it goes: memory holds a page, not the chunk. */
export class PageStream {
  readonly #readAt: ReadAt;
  #position: number;
  readonly #end: number;
  #buffer: Uint8Array = new Uint8Array(0);

  constructor(readAt: ReadAt, start: number, end: number) {
    this.#readAt = readAt;
    this.#position = start;
    this.#end = end;
  }

  /** Makes `length` bytes (fewer at the end of the chunk) ready. */
  async #fill(length: number): Promise<void> {
    const missing = length - this.#buffer.length;
    const left = this.#end - this.#position;
    if (missing <= 0 || left <= 0) return;
    const wanted = Math.min(left, Math.max(missing, leastRead));
    const grown = new Uint8Array(this.#buffer.length + wanted);
    grown.set(this.#buffer);
    const bytesRead = await this.#readAt(grown, this.#buffer.length, wanted, this.#position);
    if (bytesRead < wanted) damaged();
    this.#position += wanted;
    this.#buffer = grown;
  }

  async #header(): Promise<{ length: number; header: ReturnType<typeof structAt> }> {
    for (let window = 256; ; window *= 4) {
      await this.#fill(window);
      const reader = { bytes: this.#buffer, at: 0 };
      try {
        return { header: structAt(reader), length: reader.at };
      } catch (error) {
        if (!(error instanceof BytesEnded)) throw error;
        if (this.#buffer.length < window) damaged();
      }
    }
  }

  /** `length` bytes from here on, read into memory of their own. */
  async #take(length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(length);
    const ready = this.#buffer.subarray(0, length);
    bytes.set(ready);
    this.#buffer = this.#buffer.slice(ready.length);
    const wanted = length - ready.length;
    if (this.#position + wanted > this.#end) damaged();
    const bytesRead = await this.#readAt(bytes, ready.length, wanted, this.#position);
    if (bytesRead < wanted) damaged();
    this.#position += wanted;
    return bytes;
  }

  /** The next page of values (or the dictionary, which comes first); undefined at the end of the chunk. */
  async next(): Promise<RawPage | undefined> {
    for (;;) {
      if (this.#buffer.length === 0 && this.#position >= this.#end) return undefined;
      const { header, length } = await this.#header();
      const size = countField(header, fields.compressedSize) ?? damaged();
      const type = header.fields.get(fields.type);
      if (length + size > largestPage) damaged();
      const bytes = await this.#take(length + size);
      if (type === pageTypes.index) continue;
      const isDictionary = type === pageTypes.dictionary;
      const data = type === pageTypes.dataV2 ? fields.dataV2 : fields.data;
      const part = structField(header, isDictionary ? fields.dictionary : data);
      return { bytes, isDictionary, values: (part && countField(part, fields.values)) ?? damaged() };
    }
  }
}
