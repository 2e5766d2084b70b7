import { PortalError } from '#domain/failure.ts';

/** A record of a CSV file, and the line on which it begins, counted from 1. */
export interface CsvRecord {
  readonly fields: readonly string[];
  readonly line: number;
}

const longestField = 1 << 20;

/** Cuts text, piece by piece, into records: commas, quoted fields with doubled quotes and line ends in them, LF or CRLF. */
export function createCsvCutter() {
  let fields: string[] = [];
  let field = '';
  let line = 1;
  let began = 1;
  let isQuoted = false;
  let wasQuoted = false;
  let pendingQuote = false;

  const endField = (): void => {
    fields.push(field);
    field = '';
    wasQuoted = false;
  };
  const endRecord = (): CsvRecord | undefined => {
    if (!wasQuoted && field.endsWith('\r')) field = field.slice(0, -1);
    const isEmpty = fields.length === 0 && field === '' && !wasQuoted;
    endField();
    const record = { fields, line: began };
    fields = [];
    return isEmpty ? undefined : record;
  };

  /** Takes one character outside of quotes; a record when it ends one. */
  const plain = (character: string): CsvRecord | undefined => {
    if (character === '"' && field === '' && !wasQuoted) {
      isQuoted = true;
      wasQuoted = true;
    } else if (character === ',') endField();
    else if (character === '\n') {
      const record = endRecord();
      began = line;
      return record;
    } else if (character !== '\r' || !wasQuoted) field += character;
    return undefined;
  };

  return {
    *add(text: string): Generator<CsvRecord> {
      for (const character of text) {
        if (character === '\n') line++;
        if (pendingQuote) {
          pendingQuote = false;
          isQuoted = character === '"';
          if (isQuoted) {
            field += '"';
            continue;
          }
        }
        if (isQuoted) {
          if (character === '"') pendingQuote = true;
          else field += character;
          if (field.length > longestField) throw new PortalError('corrupt', `a quote in line ${began} is never closed`);
          continue;
        }
        const record = plain(character);
        if (record) yield record;
      }
    },
    *finish(): Generator<CsvRecord> {
      if (isQuoted && !pendingQuote) throw new PortalError('corrupt', `a quote in line ${began} is never closed`);
      const record = endRecord();
      if (record) yield record;
    },
  };
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
  const cutter = createCsvCutter();
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
