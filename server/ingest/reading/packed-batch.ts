import { PortalError } from '#domain/failure.ts';
import { stampKinds } from '#domain/stamps/locator.ts';
import type { ColumnType, SurveyId } from '#domain/surveys/survey.ts';
import type { LakeStamp } from '#server/storage/lake/lake-layout.ts';
import type { SurveyTables, TableShape } from '#server/storage/surveys/survey-tables.ts';
import type { AlertRows } from '#server/storage/tables/alert-rows.ts';
import { type TableRow, tableRow } from '#server/storage/tables/table-row.ts';
import type { BatchLimits } from './handlers.ts';

/**
 * Alerts of one survey in a form that costs next to nothing to hand to another thread: all bytes and numbers in one buffer that both
 * threads see (one that is moved counts as new memory in each, which sets off their collectors), and the texts in the order of reading.
 */
export interface PackedBatch {
  readonly survey: SurveyId;
  readonly alerts: number;
  readonly buffer: SharedArrayBuffer;
  readonly texts: readonly (string | null)[];
  /** Sets of columns that this batch is the first to use; rows name theirs by number, this batch's first new one being `firstColumns`. */
  readonly columns: readonly (readonly string[])[];
  readonly firstColumns: number;
}

/** Types as numbers. */
export const packedTypes: readonly ColumnType[] = ['string', 'integer', 'long', 'float', 'double', 'boolean'];

/** Tables as numbers. */
export function tableList(tables: SurveyTables): readonly TableShape[] {
  return Object.values(tables.byName);
}

/** Memory beyond the stamps that a batch gets at first: rows, mostly. */
const rowBytes = 2 * 1024 * 1024;
const columnSetsAtMost = 4_000;

/** Sets of columns by number, for all batches of a reading. */
export class ColumnSets {
  readonly #known = new Map<readonly string[], number>();
  #fresh: (readonly string[])[] = [];

  idOf(columns: readonly string[]): number {
    const known = this.#known.get(columns);
    if (known !== undefined) return known;
    const id = this.#known.size;
    this.#known.set(columns, id);
    this.#fresh.push(columns);
    return id;
  }

  /** The sets that came since the last call. */
  takeFresh(): Pick<PackedBatch, 'columns' | 'firstColumns'> {
    const columns = this.#fresh;
    this.#fresh = [];
    return { columns, firstColumns: this.#known.size - columns.length };
  }

  /** Whether it is time to begin anew; numbers of before are then void. */
  get isFull(): boolean {
    return this.#known.size > columnSetsAtMost;
  }
}

function stampsLength({ lake }: AlertRows): number {
  return stampKinds.reduce((sum, kind) => sum + (lake.stamps[kind]?.bytes.length ?? 0), 0);
}

const aligned = (length: number): number => (length + 3) & ~3;

/** Fills one batch, alert by alert. */
export class BatchPacker {
  readonly #tables: SurveyTables;
  readonly #tableIds: ReadonlyMap<TableShape, number>;
  readonly #sets: ColumnSets;
  #memory: SharedArrayBuffer;
  #bytes: Buffer;
  #words: Uint32Array;
  #view: DataView;
  #at = 0;
  #alerts = 0;
  #stampBytes = 0;
  #texts: (string | null)[] = [];

  constructor(tables: SurveyTables, sets: ColumnSets, buffer: SharedArrayBuffer) {
    this.#tables = tables;
    this.#tableIds = new Map(tableList(tables).map((table, id) => [table, id]));
    this.#sets = sets;
    this.#memory = buffer;
    this.#bytes = Buffer.from(buffer);
    this.#words = new Uint32Array(buffer);
    this.#view = new DataView(buffer);
  }

  /** Memory for a batch of at most so many bytes of stamps; one that needs more gets more. */
  static memoryFor({ stampBytesAtMost }: BatchLimits): SharedArrayBuffer {
    return new SharedArrayBuffer(aligned(stampBytesAtMost + rowBytes));
  }

  isFull({ alertsAtMost, stampBytesAtMost }: BatchLimits): boolean {
    return this.#alerts >= alertsAtMost || this.#stampBytes >= stampBytesAtMost;
  }

  /** `shape` is the number of the shape of the record that the alert was read from. */
  add(alert: AlertRows, shape: number): void {
    const { lake, rows, cutoutCells, versions, timestampMs } = alert;
    this.#word(shape);
    this.#word(alert.enriched ? 1 : 0);
    this.#number(timestampMs);
    this.#number(lake.time);
    this.#room(8);
    this.#view.setBigInt64(this.#at, lake.alertId, true);
    this.#at += 8;
    this.#texts.push(lake.objectId, versions.broker, versions.science);
    for (const kind of stampKinds) this.#stamp(lake.stamps[kind]);
    const cutouts = tableRow({ table: this.#tables.cutouts, key: '', timestampMs }, cutoutCells.list);
    this.#row(cutouts);
    for (const { type } of cutoutCells.list) this.#word(packedTypes.indexOf(type));
    this.#word(rows.length);
    for (const row of rows) this.#row(row);
    this.#alerts++;
    this.#stampBytes += stampsLength(alert);
  }

  /** The batch; the packer is not to be used any more. */
  take(): PackedBatch {
    const { survey } = this.#tables;
    return { survey, alerts: this.#alerts, buffer: this.#memory, texts: this.#texts, ...this.#sets.takeFresh() };
  }

  #room(length: number): void {
    if (this.#at + length <= this.#bytes.length) return;
    const grown = new SharedArrayBuffer(aligned(Math.max(this.#bytes.length * 1.5, this.#at + length)));
    const bytes = Buffer.from(grown);
    bytes.set(this.#bytes.subarray(0, this.#at));
    this.#memory = grown;
    this.#bytes = bytes;
    this.#words = new Uint32Array(grown);
    this.#view = new DataView(grown);
  }

  #word(value: number): void {
    this.#room(4);
    this.#words[this.#at >> 2] = value;
    this.#at += 4;
  }

  #number(value: number): void {
    this.#room(8);
    this.#view.setFloat64(this.#at, value, true);
    this.#at += 8;
  }

  #put(bytes: Uint8Array): void {
    this.#room(aligned(bytes.length));
    this.#bytes.set(bytes, this.#at);
    this.#at += aligned(bytes.length);
  }

  #stamp(stamp: LakeStamp | null): void {
    this.#word(stamp === null ? 0 : stamp.bytes.length + 1);
    if (stamp === null) return;
    this.#texts.push(stamp.fileName);
    this.#put(stamp.bytes);
  }

  #row({ table, key, timestampMs, columns, bytes, starts, ends }: TableRow): void {
    const id = this.#tableIds.get(table);
    if (id === undefined) throw new PortalError('internal', `${table.name} is no table of its survey.`);
    this.#texts.push(key);
    this.#number(timestampMs);
    this.#room(12 + 4 * (columns.length + 1));
    const words = this.#words;
    let at = this.#at >> 2;
    words[at++] = id;
    words[at++] = this.#sets.idOf(columns);
    words[at++] = columns.length;
    const begin = (at + columns.length + 1) * 4;
    words[at++] = begin;
    for (let i = 0; i < columns.length; i++) {
      if (starts[i] !== (i === 0 ? 0 : ends[i - 1])) throw new PortalError('internal', 'The cells of a row have gaps.');
      words[at++] = begin + (ends[i] ?? 0);
    }
    this.#at = at * 4;
    this.#put(bytes);
  }
}
