import { ztf } from '#domain/surveys/ztf.ts';
import type { TableColumn } from '#server/formats/table.ts';
import type { Row } from '#server/ports/wide-row-store.ts';
import { textReader } from '#server/storage/cell-codec.ts';
import type { DecodeRequest, SurveyDecoding } from './decode.ts';
import { GrowingNumbers } from './growing-numbers.ts';
import { RowBlock } from './row-block.ts';
import { readOrder } from './row-order.ts';
import { computedColumn, draftTable, type TableDraft } from './table-draft.ts';
import { rateColumns, rateInputs } from './ztf-computed.ts';

const rowsPerTurn = 2000;

/** Colours and rates of many alerts that come object by object: six numbers are kept of each. */
export class RatesOfMany {
  readonly #decoding: SurveyDecoding;
  readonly #parts: Pick<DecodeRequest, 'schema' | 'options'>;
  readonly #block = new RowBlock();
  readonly #objectOf = textReader(ztf.columns.objectId);
  #object: string | undefined;
  readonly #names: readonly string[];
  readonly #numbers: readonly GrowingNumbers[];

  constructor(decoding: SurveyDecoding, parts: Pick<DecodeRequest, 'schema' | 'options'>) {
    this.#decoding = decoding;
    this.#parts = parts;
    this.#names = rateColumns(this.#draft(), []).map(({ name }) => name);
    this.#numbers = this.#names.map(() => new GrowingNumbers());
  }

  /** The next alert; those of an object follow each other. */
  add(row: Row): void {
    const object = this.#objectOf(row);
    if (object !== this.#object && this.#block.rows.length >= rowsPerTurn) this.finish();
    this.#object = object;
    this.#block.add(row);
  }

  #draft(): TableDraft {
    const parts = { ...this.#parts, block: this.#block, known: this.#decoding.known };
    return draftTable(parts, readOrder(this.#block), rateInputs);
  }

  /** To be called behind the last alert too. */
  finish(): void {
    const draft = this.#draft();
    const columns = rateColumns(draft, [...draft.order.keys()]);
    columns.forEach(({ source }, k) => {
      const values = typeof source === 'number' ? [] : source;
      for (const value of values) this.#numbers[k]?.push(typeof value === 'number' ? value : Number.NaN);
    });
    this.#block.clear();
  }

  /** The columns of a block whose rows are the alerts `places` (−1: no alert). */
  columnsOf(places: readonly number[]): TableColumn[] {
    return this.#names.map((name, k) => {
      const values = places.map((place) => {
        const value = this.#numbers[k]?.at(place) ?? Number.NaN;
        return Number.isNaN(value) ? null : value;
      });
      return computedColumn(name, 'double', values);
    });
  }
}
