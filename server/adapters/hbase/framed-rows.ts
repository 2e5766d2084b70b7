import type { Row } from '#server/ports/wide-row-store.ts';
import type { RowReader } from './cell-set.ts';
import { Cursor, tags } from './cell-wire.ts';
import { garbled } from './rest-failure.ts';
import type { RowMemory } from './row-memory.ts';

type Verdict = 'yes' | 'no' | 'more';

/**
 * Rows out of the stateless protobuf answer: `[length, 2 bytes big-endian][CellSet]` again and again, where the length is cut to 16 bits, so
 * that a chunk above 64 KiB ends at any row boundary whose distance fits modulo 65,536. Where it fits, both readings of what follows are
 * tried in full: another row of this chunk, or a length and the first row of the next. When both could be, the answer counts as garbled
 * (the caller asks again in a form without chunks).
 */
export class FramedRows {
  readonly #reader: RowReader;
  readonly #maxRowBytes: number;
  readonly #rowMemory: RowMemory | undefined;
  #pieces: Uint8Array[] = [];
  #held = 0;
  #bytes: Uint8Array = new Uint8Array();
  #memory: Uint8Array = new Uint8Array();
  #at = 0;
  /** Bytes that must be there before anything more can be read. */
  #needed = 0;
  #isEnded = false;
  /** Length of the chunk modulo 65,536; undefined between chunks. */
  #chunk: number | undefined;
  #consumed = 0;

  /** @param memory what the rows are to lie in, where they are gone before it is cleared */
  constructor(reader: RowReader, maxRowBytes: number, memory?: RowMemory) {
    this.#reader = reader;
    this.#maxRowBytes = maxRowBytes;
    this.#rowMemory = memory;
    if (memory !== undefined) this.#memory = memory.gathered;
  }

  /** The rows that are whole with this piece. @throws {PortalError} `corrupt` */
  push(piece: Uint8Array): Row[] {
    this.#pieces.push(piece);
    this.#held += piece.length;
    if (this.#held < this.#needed) return [];
    return this.#readOn();
  }

  /** The last rows, after the last piece. @throws {PortalError} `corrupt` when the answer ends within a row or chunk */
  end(): Row[] {
    this.#isEnded = true;
    const rows = this.#readOn();
    if (this.#at < this.#bytes.length) throw garbled('it ends within a row');
    if (this.#chunk !== undefined && this.#consumed % 65_536 !== this.#chunk) throw garbled('it ends within a chunk');
    return rows;
  }

  #readOn(): Row[] {
    this.#gather();
    const rows: Row[] = [];
    for (;;) {
      const verdict = this.#chunk === undefined ? this.#readLength() : this.#readRow(rows);
      if (verdict === 'more') return rows;
    }
  }

  /** Puts what is left and what came into memory that is used again: nothing of it is kept by the rows. */
  #gather(): void {
    const rest = this.#bytes.subarray(this.#at);
    const [only] = this.#pieces;
    if (rest.length === 0 && this.#pieces.length === 1 && only !== undefined) {
      this.#bytes = only;
    } else {
      if (this.#memory.length < this.#held) this.#grow();
      this.#memory.set(rest);
      let end = rest.length;
      for (const piece of this.#pieces) {
        this.#memory.set(piece, end);
        end += piece.length;
      }
      this.#bytes = this.#memory.subarray(0, end);
    }
    this.#pieces = [];
    this.#at = 0;
    this.#held = this.#bytes.length;
    this.#needed = 0;
  }

  #grow(): void {
    this.#memory = Buffer.allocUnsafeSlow(2 * this.#held);
    if (this.#rowMemory !== undefined) this.#rowMemory.gathered = this.#memory;
  }

  #readLength(): Verdict {
    if (this.#bytes.length - this.#at < 2) return 'more';
    this.#chunk = ((this.#bytes[this.#at] ?? 0) << 8) | (this.#bytes[this.#at + 1] ?? 0);
    this.#consumed = 0;
    this.#moveTo(this.#at + 2);
    return 'yes';
  }

  #readRow(rows: Row[]): Verdict {
    if (this.#at >= this.#bytes.length) return 'more';
    if (this.#consumed % 65_536 === this.#chunk) {
      const isRow = this.#isRowAt(this.#at);
      const isChunk = isRow === 'no' ? 'yes' : this.#isChunkAt(this.#at);
      if (isRow === 'more' || isChunk === 'more') return 'more';
      if (isRow === 'yes' && isChunk === 'yes') throw garbled('the end of a chunk can be read in two ways');
      if (isRow === 'no') {
        this.#chunk = undefined;
        return 'yes';
      }
    }
    const end = this.#rowEnd(this.#at);
    if (end === 'no') throw garbled('there is something between the rows');
    if (end === 'more') return 'more';
    rows.push(this.#reader.read({ bytes: this.#bytes, start: end.from, end: end.to }, this.#rowMemory));
    this.#consumed += end.to - this.#at;
    this.#moveTo(end.to);
    return 'yes';
  }

  #moveTo(at: number): void {
    this.#at = at;
    this.#held = this.#bytes.length - at;
  }

  /** Where the row that begins at `at` lies, its tag and length apart. */
  #rowEnd(at: number): { from: number; to: number } | 'no' | 'more' {
    if (at >= this.#bytes.length) return this.#isEnded ? 'no' : 'more';
    if (this.#bytes[at] !== tags.row) return 'no';
    const cursor = new Cursor(this.#bytes, at + 1, this.#bytes.length);
    const length = cursor.varint();
    if (Number.isNaN(length)) return this.#isEnded || this.#bytes.length - at > 9 ? 'no' : 'more';
    if (length > this.#maxRowBytes) return 'no';
    const to = cursor.at + length;
    if (to <= this.#bytes.length) return { from: cursor.at, to };
    this.#needed = Math.max(this.#needed, to - this.#at);
    return this.#isEnded ? 'no' : 'more';
  }

  #isRowAt(at: number): Verdict {
    const end = this.#rowEnd(at);
    if (typeof end === 'string') return end;
    return this.#reader.fits(this.#bytes, end.from, end.to) ? 'yes' : 'no';
  }

  #isChunkAt(at: number): Verdict {
    const left = this.#bytes.length - at;
    if (left < 2) return this.#isEnded ? 'no' : 'more';
    const isEmpty = this.#bytes[at] === 0 && this.#bytes[at + 1] === 0;
    return isEmpty ? 'yes' : this.#isRowAt(at + 2);
  }
}
