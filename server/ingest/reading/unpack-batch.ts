import { PortalError } from '#domain/failure.ts';
import type { ColumnType } from '#domain/surveys/survey.ts';
import { decodeCell } from '#server/storage/cell-codec.ts';
import type { LakeAlert, LakeStamp } from '#server/storage/lake/lake-layout.ts';
import type { SurveyTables, TableShape } from '#server/storage/surveys/survey-tables.ts';
import type { AlertRows } from '#server/storage/tables/alert-rows.ts';
import { type Cell, cellOf, cellSet, type TableRow } from '#server/storage/tables/table-row.ts';
import { type PackedBatch, packedTypes, tableList } from './packed-batch.ts';

/** An alert of a batch, and the number of the shape it was read from. */
export interface UnpackedAlert {
  readonly shape: number;
  readonly rows: AlertRows;
}

function broken(): never {
  throw new PortalError('internal', 'A batch of alerts can not be unpacked.');
}

/** Reads one batch from its begin to its end. */
class Unpacker {
  readonly #tables: readonly TableShape[];
  readonly #columns: readonly (readonly string[])[];
  readonly #texts: PackedBatch['texts'];
  readonly #bytes: Buffer;
  readonly #words: Uint32Array;
  readonly #view: DataView;
  #at = 0;
  #text = 0;

  constructor({ buffer, texts }: PackedBatch, tables: SurveyTables, columns: readonly (readonly string[])[]) {
    this.#tables = tableList(tables);
    this.#columns = columns;
    this.#texts = texts;
    this.#bytes = Buffer.from(buffer);
    this.#words = new Uint32Array(buffer);
    this.#view = new DataView(buffer);
  }

  alert(): UnpackedAlert {
    const shape = this.#word();
    const enriched = this.#word() === 1;
    const timestampMs = this.#number();
    const lake = this.#lake();
    const versions = lake.versions;
    const cutoutCells = cellSet(this.#cells());
    const rows = Array.from({ length: this.#word() }, () => this.#row());
    return { shape, rows: { lake: lake.alert, timestampMs, rows, cutoutCells, versions, enriched } };
  }

  #lake(): { alert: LakeAlert; versions: AlertRows['versions'] } {
    const time = this.#number();
    const alertId = this.#view.getBigInt64(this.#at, true);
    this.#at += 8;
    const objectId = this.#nextText();
    const versions = { broker: this.#nextText() ?? broken(), science: this.#nextText() ?? broken() };
    const stamps = { Science: this.#stamp(), Template: this.#stamp(), Difference: this.#stamp() };
    return { alert: { objectId, alertId, time, stamps }, versions };
  }

  #word(): number {
    const value = this.#words[this.#at >> 2] ?? broken();
    this.#at += 4;
    return value;
  }

  #number(): number {
    this.#at += 8;
    return this.#view.getFloat64(this.#at - 8, true);
  }

  #nextText(): string | null {
    const text = this.#texts[this.#text++];
    return text === undefined ? broken() : text;
  }

  #passed(length: number): number {
    const start = this.#at;
    this.#at += (length + 3) & ~3;
    return start;
  }

  #stamp(): LakeStamp | null {
    const length = this.#word() - 1;
    if (length < 0) return null;
    const fileName = this.#nextText();
    const start = this.#passed(length);
    return { fileName, bytes: this.#bytes.subarray(start, start + length) };
  }

  #row(): TableRow {
    const key = this.#nextText() ?? broken();
    const timestampMs = this.#number();
    const table = this.#tables[this.#word()] ?? broken();
    const columns = this.#columns[this.#word()] ?? broken();
    const count = this.#word();
    const first = this.#at >> 2;
    this.#at += 4 * (count + 1);
    const end = this.#words[first + count] ?? broken();
    this.#passed(end - this.#at);
    return {
      table,
      key,
      timestampMs,
      columns,
      bytes: this.#bytes,
      starts: this.#words.subarray(first, first + count),
      ends: this.#words.subarray(first + 1, first + 1 + count),
    };
  }

  #cells(): Cell[] {
    const { columns, bytes, starts, ends } = this.#row();
    return columns.map((column, index) => {
      const type: ColumnType = packedTypes[this.#word()] ?? broken();
      return cellOf(column, type, decodeCell(type, bytes, starts[index], ends[index]));
    });
  }
}

/** Makes alerts of the batches of one reading, which are to be given in their order. Rows and stamps are views into the batch. */
export function createUnpacking(): (batch: PackedBatch, tables: SurveyTables) => readonly UnpackedAlert[] {
  const columns: (readonly string[])[] = [];
  return (batch, tables) => {
    columns.splice(batch.firstColumns, columns.length, ...batch.columns);
    const unpacker = new Unpacker(batch, tables, columns);
    return Array.from({ length: batch.alerts }, () => unpacker.alert());
  };
}
