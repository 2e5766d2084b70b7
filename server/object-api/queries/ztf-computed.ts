import { finkClassOf, isCatalogued } from '#domain/classification.ts';
import { constellationOf } from '#domain/coordinates/constellation.ts';
import { rateColumnNames, writeRates } from '#domain/rates.ts';
import { finiteOrNull } from '#domain/surveys/cells.ts';
import { ztfComputedColumns as documented } from '#domain/surveys/ztf-columns.ts';
import { isoFromJdUtc } from '#domain/time/iso-text.ts';
import type { TableColumn, Value } from '#server/formats/table.ts';
import { computedColumn, numbersOf, type TableDraft, textsOf } from './table-draft.ts';

const docs = new Map(documented.map((column) => [column.name, column]));

/** Null for every row of a table. */
function nothing(draft: TableDraft): Value[] {
  return new Array<Value>(draft.rowCount).fill(null);
}

/** One value for each of `rows`, null for the other rows of the table. */
function forRows(draft: TableDraft, rows: readonly number[], compute: (row: number) => Value): Value[] {
  const values = nothing(draft);
  for (let k = 0; k < rows.length; k++) {
    const row = rows[k] ?? 0;
    values[row] = compute(row);
  }
  return values;
}

/** Numbers as values: what is not finite is null. */
function valuesOf(numbers: Float64Array): Value[] {
  const values: Value[] = [];
  for (let row = 0; row < numbers.length; row++) values.push(finiteOrNull(numbers[row] ?? Number.NaN));
  return values;
}

function at(values: Float64Array, row: number): number {
  return values[row] ?? Number.NaN;
}

/** A column of numbers that is read when it is first needed. */
function readLater(draft: TableDraft, name: string): (row: number) => number {
  let values: Float64Array | undefined;
  return (row) => {
    values ??= numbersOf(draft, name);
    return at(values, row);
  };
}

/** Classes of rows. Where the catalogue says what the object is, nothing else is read. */
function classesOf(draft: TableDraft, jd: Float64Array, began: Float64Array): (row: number) => string {
  const n = (name: string): ((row: number) => number) => readLater(draft, name);
  const [roid, microlensing, detections] = [n('d:roid'), n('d:mulens'), n('i:ndethist')];
  const [snnSnIa, snnSn] = [n('d:snn_snia_vs_nonia'), n('d:snn_sn_vs_all')];
  const [rfSnIa, rfKilonova] = [n('d:rf_snia_vs_nonia'), n('d:rf_kn_vs_nonkn')];
  const [drb, classtar] = [n('i:drb'), n('i:classtar')];
  const simbad = textsOf(draft, 'd:cdsxmatch');
  const tracklet = textsOf(draft, 'd:tracklet');
  return (row) => {
    const found = simbad[row] ?? '';
    const simbadType = found === '' || found === 'nan' ? 'Unknown' : found;
    if (isCatalogued(simbadType)) return simbadType;
    return finkClassOf({
      simbadType,
      roid: roid(row),
      microlensing: microlensing(row),
      snnSnIa: snnSnIa(row),
      snnSn: snnSn(row),
      rfSnIa: rfSnIa(row),
      rfKilonova: rfKilonova(row),
      detections: detections(row),
      drb: drb(row),
      classtar: classtar(row),
      ageDays: at(jd, row) - at(began, row),
      tracklet: tracklet[row] ?? '',
    });
  };
}

/** Dates of JDs; rows of one object share their first date, so the last one is remembered. */
function isoReader(): (jd: number) => string | null {
  let last = Number.NaN;
  let text: string | null = null;
  return (jd) => {
    if (jd !== last) {
      last = jd;
      text = Number.isFinite(jd) ? isoFromJdUtc(jd) : null;
    }
    return text;
  };
}

/** The rows of each object. */
function rowsByObject(draft: TableDraft, rows: readonly number[]): Iterable<readonly number[]> {
  const objectIds = textsOf(draft, 'i:objectId');
  const byObject = new Map<string, number[]>();
  let last: number[] = [];
  let lastId: string | undefined;
  for (const row of rows) {
    const id = objectIds[row] ?? '';
    if (id !== lastId) {
      last = byObject.get(id) ?? [];
      byObject.set(id, last);
      lastId = id;
    }
    last.push(row);
  }
  return byObject.values();
}

/** Columns that colours and rates follow from; the first one tells the objects apart. */
export const rateInputs = ['i:objectId', 'i:jd', 'i:fid', 'i:magpsf', 'i:sigmapsf'] as const;

/** Colours and rates of `rows`, object by object; null in the other rows. */
export function rateColumns(draft: TableDraft, rows: readonly number[]): TableColumn[] {
  const inputs = {
    jd: numbersOf(draft, 'i:jd'),
    fid: numbersOf(draft, 'i:fid'),
    magpsf: numbersOf(draft, 'i:magpsf'),
    sigmapsf: numbersOf(draft, 'i:sigmapsf'),
  };
  const found = rateColumnNames.map(() => new Float64Array(draft.rowCount).fill(Number.NaN));
  for (const own of rowsByObject(draft, rows)) writeRates(inputs, own, found);
  return rateColumnNames.map((name, index) => {
    const values = found[index];
    return columnOf(name, 'double', values === undefined ? [] : valuesOf(values));
  });
}

/**
 * The columns of family `v`, in the order of the API, for the rows that are alerts; null in the other rows. Colours and rates follow
 * from the rows themselves, are given, or left out.
 */
export function ztfComputedColumns(
  draft: TableDraft,
  rows: readonly number[],
  colours: boolean | ((draft: TableDraft) => readonly TableColumn[]),
): TableColumn[] {
  const jd = numbersOf(draft, 'i:jd');
  const rates =
    typeof colours === 'function' ? colours(draft).map(documentedColumn) : colours ? rateColumns(draft, rows) : [];
  const began = numbersOf(draft, 'i:jdstarthist');
  const ra = numbersOf(draft, 'i:ra');
  const dec = numbersOf(draft, 'i:dec');
  const iso = isoReader();
  const constellation = (row: number): string | null => {
    const position = { raDeg: at(ra, row), decDeg: at(dec, row) };
    return Number.isFinite(position.raDeg + position.decDeg) ? constellationOf(position) : null;
  };
  const column = (name: string, kind: TableColumn['kind'], compute: (row: number) => Value): TableColumn =>
    columnOf(name, kind, forRows(draft, rows, compute));
  return [
    column('v:classification', 'text', classesOf(draft, jd, began)),
    ...rates,
    column('v:lastdate', 'text', (row) => iso(at(jd, row))),
    column('v:firstdate', 'text', (row) => iso(at(began, row))),
    column('v:lapse', 'double', (row) => finiteOrNull(at(jd, row) - at(began, row))),
    column('v:constellation', 'text', constellation),
  ];
}

/** A computed column with the words of its documentation. */
function columnOf(name: string, kind: TableColumn['kind'], source: readonly Value[]): TableColumn {
  const known = docs.get(name);
  if (known === undefined) return computedColumn(name, kind, source);
  return { name, kind, missing: null, source, doc: known.doc, unit: known.unit, ucd: known.ucd };
}

function documentedColumn({ name, kind, source }: TableColumn): TableColumn {
  return columnOf(name, kind, typeof source === 'number' ? [] : source);
}
