import { PortalError } from '#domain/failure.ts';

/** A record of a CSV file, and the line on which it begins, counted from 1. */
export interface CsvRecord {
  readonly fields: readonly string[];
  readonly line: number;
}

const longestField = 1 << 20;

/** Cuts text, piece by piece, into records: commas, quoted fields with doubled quotes and line ends in them, LF or CRLF. */
export class CsvCutter {
  #fields: string[] = [];
  #field = '';
  #line = 1;
  #began = 1;
  #isQuoted = false;
  #wasQuoted = false;
  #pendingQuote = false;

  *add(text: string): Generator<CsvRecord> {
    for (const character of text) {
      if (character === '\n') this.#line++;
      if (this.#pendingQuote) {
        this.#pendingQuote = false;
        this.#isQuoted = character === '"';
        if (this.#isQuoted) {
          this.#field += '"';
          continue;
        }
      }
      if (this.#isQuoted) {
        this.#quoted(character);
        continue;
      }
      const record = this.#plain(character);
      if (record) yield record;
    }
  }

  *finish(): Generator<CsvRecord> {
    if (this.#isQuoted && !this.#pendingQuote) this.#neverClosed();
    const record = this.#endRecord();
    if (record) yield record;
  }

  /** Takes one character within quotes. */
  #quoted(character: string): void {
    if (character === '"') this.#pendingQuote = true;
    else this.#field += character;
    if (this.#field.length > longestField) this.#neverClosed();
  }

  /** Takes one character outside of quotes; a record when it ends one. */
  #plain(character: string): CsvRecord | undefined {
    if (character === '"' && this.#field === '' && !this.#wasQuoted) {
      this.#isQuoted = true;
      this.#wasQuoted = true;
    } else if (character === ',') this.#endField();
    else if (character === '\n') {
      const record = this.#endRecord();
      this.#began = this.#line;
      return record;
    } else if (character !== '\r' || !this.#wasQuoted) this.#field += character;
    return undefined;
  }

  #endField(): void {
    this.#fields.push(this.#field);
    this.#field = '';
    this.#wasQuoted = false;
  }

  #endRecord(): CsvRecord | undefined {
    if (!this.#wasQuoted && this.#field.endsWith('\r')) this.#field = this.#field.slice(0, -1);
    const isEmpty = this.#fields.length === 0 && this.#field === '' && !this.#wasQuoted;
    this.#endField();
    const record = { fields: this.#fields, line: this.#began };
    this.#fields = [];
    return isEmpty ? undefined : record;
  }

  #neverClosed(): never {
    throw new PortalError('corrupt', `a quote in line ${this.#began} is never closed`);
  }
}

/** A record of a CSV file by the names of its header. */
export interface NamedRecord {
  readonly line: number;
  /** Undefined where the field is empty. */
  readonly value: (name: string) => string | undefined;
}

export interface CsvTable {
  readonly names: readonly string[];
  readonly records: AsyncIterable<NamedRecord>;
}

async function* recordsOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<CsvRecord> {
  const cutter = new CsvCutter();
  const decoder = new TextDecoder();
  for await (const chunk of chunks) yield* cutter.add(decoder.decode(chunk, { stream: true }));
  yield* cutter.add(decoder.decode());
  yield* cutter.finish();
}

/**
 * A CSV file with a header. Lines before the header that have a single field (a date, as the Transient Name Server writes) are passed over.
 * @throws {PortalError} `corrupt` when there is no header
 */
export async function readCsv(chunks: AsyncIterable<Uint8Array>): Promise<CsvTable> {
  const records = recordsOf(chunks);
  let header: readonly string[] | undefined;
  while (header === undefined) {
    const next = await records.next();
    if (next.done) throw new PortalError('corrupt', 'the file has no header with the names of its columns');
    if (next.value.fields.length > 1) header = next.value.fields.map((name) => name.trim());
  }
  const names = header;
  const indexes = new Map(names.map((name, index) => [name, index]));
  async function* named(): AsyncGenerator<NamedRecord> {
    for await (const { fields, line } of records) {
      const value = (name: string): string | undefined => {
        const text = fields[indexes.get(name) ?? -1]?.trim();
        return text === '' ? undefined : text;
      };
      yield { line, value };
    }
  }
  return { names, records: named() };
}
