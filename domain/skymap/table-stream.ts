import { PortalError } from '#domain/failure.ts';
import { type FitsHeader, readFitsHeader } from '#domain/stamps/fits.ts';

const blockBytes = 2880;
/** Headers beyond this are no headers of sky maps. */
const headerBytesAtMost = 100 * blockBytes;

/** 12·2048² pixels of 32 bytes, and what may lie before them; a small packed file can be any length unpacked. */
const bytesAtMost = 2 ** 31 + 2 ** 24;

/** Whole rows of a table that lie behind each other: `count` of them from byte `at` of `view`. */
export interface RowBatch {
  readonly view: DataView;
  readonly at: number;
  readonly count: number;
}

/** What is done with the first table of a file. */
export interface TableVisitor {
  /** Called once, before any row; says how long a row is, and how many there are. */
  header(primary: FitsHeader, table: FitsHeader): { readonly rowBytes: number; readonly rows: number };
  rows(batch: RowBatch): void;
}

const corrupt = (words: string): PortalError => new PortalError('corrupt', `The sky map is no FITS table: ${words}.`);

function dataBytesOf(header: FitsHeader): number {
  const axes = header.number('NAXIS') ?? 0;
  if (axes === 0) return 0;
  let elements = 1;
  for (let axis = 1; axis <= Math.min(axes, 9); axis++) elements *= header.number(`NAXIS${axis}`) ?? Number.NaN;
  const bytes = (Math.abs(header.number('BITPIX') ?? 8) / 8) * (elements + (header.number('PCOUNT') ?? 0));
  if (!Number.isSafeInteger(bytes) || bytes < 0) throw corrupt('a header does not say how long its data are');
  return Math.ceil(bytes / blockBytes) * blockBytes;
}

/**
 * Reads the first table of a FITS file from pieces of any length, holding a header or a row at most (FITS Standard 4.0, sections 4 and 7.3).
 * Feed it until it says that it has seen the last row.
 */
export class TableStream {
  readonly #visitor: TableVisitor;
  #held: Uint8Array = new Uint8Array(0);
  #primary: FitsHeader | undefined;
  #skip = 0;
  #rowBytes = 0;
  #rowsLeft = -1;
  #fed = 0;

  constructor(visitor: TableVisitor) {
    this.#visitor = visitor;
  }

  /** True once every row was seen. */
  get isDone(): boolean {
    return this.#rowsLeft === 0;
  }

  /** @throws {PortalError} `corrupt` for what is no FITS file with a table; whatever the visitor throws. */
  feed(piece: Uint8Array): void {
    this.#fed += piece.length;
    if (this.#fed > bytesAtMost) throw corrupt('it is larger than two gigabytes');
    let rest = piece;
    while (rest.length > 0 && !this.isDone) {
      if (this.#rowsLeft > 0) {
        this.#rows(rest);
        return;
      }
      rest = this.#skip > 0 ? this.#skipped(rest) : this.#headers(rest);
    }
  }

  /** @throws {PortalError} `corrupt` when the file ended before its table did. */
  end(): void {
    if (!this.isDone) throw corrupt('it ends before its table does');
  }

  #skipped(piece: Uint8Array): Uint8Array {
    const skipped = Math.min(this.#skip, piece.length);
    this.#skip -= skipped;
    return piece.subarray(skipped);
  }

  /** Collects a header; what lies behind it comes back. */
  #headers(piece: Uint8Array): Uint8Array {
    this.#held = joined(this.#held, piece);
    const start = this.#primary === undefined ? 'SIMPLE' : 'XTENSION';
    if (this.#held.length >= start.length && !beginsWith(this.#held, start)) throw corrupt(`there is no ${start}`);
    const end = endOfHeader(this.#held);
    if (end === undefined) {
      if (this.#held.length > headerBytesAtMost) throw corrupt('its header does not end');
      return new Uint8Array(0);
    }
    const { header } = readFitsHeader(this.#held, 0);
    const rest = this.#held.subarray(end);
    this.#held = new Uint8Array(0);
    if (this.#primary === undefined) {
      this.#primary = header;
      this.#skip = dataBytesOf(header);
    } else if (header.value('XTENSION') !== 'BINTABLE') {
      this.#skip = dataBytesOf(header);
    } else {
      const { rowBytes, rows } = this.#visitor.header(this.#primary, header);
      this.#rowBytes = rowBytes;
      this.#rowsLeft = rows;
    }
    return rest;
  }

  #rows(piece: Uint8Array): void {
    const { length } = this.#held;
    let from = 0;
    if (length > 0) {
      from = Math.min(this.#rowBytes - length, piece.length);
      this.#held = joined(this.#held, piece.subarray(0, from));
      if (this.#held.length < this.#rowBytes) return;
      this.#visit(this.#held, 0, 1);
      this.#held = new Uint8Array(0);
    }
    const count = Math.min(this.#rowsLeft, Math.floor((piece.length - from) / this.#rowBytes));
    if (count > 0) this.#visit(piece, from, count);
    const at = from + count * this.#rowBytes;
    if (this.#rowsLeft > 0 && at < piece.length) this.#held = piece.slice(at);
  }

  #visit(bytes: Uint8Array, at: number, count: number): void {
    this.#rowsLeft -= count;
    this.#visitor.rows({ view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), at, count });
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function beginsWith(bytes: Uint8Array, text: string): boolean {
  for (let k = 0; k < text.length; k++) if (bytes[k] !== text.charCodeAt(k)) return false;
  return true;
}

const endCard = 'END     ';

/** Where the block with the END card ends, once it is there. */
function endOfHeader(bytes: Uint8Array): number | undefined {
  for (let card = 0; card + 80 <= bytes.length; card += 80) {
    if (!beginsWith(bytes.subarray(card), endCard)) continue;
    const end = (Math.floor(card / blockBytes) + 1) * blockBytes;
    return end <= bytes.length ? end : undefined;
  }
  return undefined;
}
