import { finkClassOf } from '#domain/classification.ts';
import { constellationOf } from '#domain/coordinates/constellation.ts';
import { type RateInput, rateColumnNames, rateColumnsOf } from '#domain/rates.ts';
import { ztfComputedColumns as documented } from '#domain/surveys/ztf-columns.ts';
import { isoFromJdUtc } from '#domain/time/iso-text.ts';
import type { TableColumn, Value } from '#server/formats/table.ts';
import { computedColumn, numbersOf, type TableDraft, textsOf } from './table-draft.ts';

const docs = new Map(documented.map((column) => [column.name, column]));

/** One value for each of `rows`, null for the other rows of the table. */
function forRows(draft: TableDraft, rows: readonly number[], compute: (row: number) => Value): Value[] {
  const values: Value[] = Array.from({ length: draft.rowCount }, () => null);
  for (const row of rows) values[row] = compute(row);
  return values;
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function classesOf(draft: TableDraft): (row: number) => string {
  const n = (name: string): ((row: number) => number) => {
    const values = numbersOf(draft, name);
    return (row) => values[row] ?? Number.NaN;
  };
  const [jd, began] = [n('i:jd'), n('i:jdstarthist')];
  const [roid, microlensing, detections] = [n('d:roid'), n('d:mulens'), n('i:ndethist')];
  const [snnSnIa, snnSn] = [n('d:snn_snia_vs_nonia'), n('d:snn_sn_vs_all')];
  const [rfSnIa, rfKilonova] = [n('d:rf_snia_vs_nonia'), n('d:rf_kn_vs_nonkn')];
  const [drb, classtar] = [n('i:drb'), n('i:classtar')];
  const simbad = textsOf(draft, 'd:cdsxmatch');
  const tracklet = textsOf(draft, 'd:tracklet');
  return (row) => {
    const simbadType = simbad[row] ?? '';
    return finkClassOf({
      simbadType: simbadType === '' || simbadType === 'nan' ? 'Unknown' : simbadType,
      roid: roid(row),
      microlensing: microlensing(row),
      snnSnIa: snnSnIa(row),
      snnSn: snnSn(row),
      rfSnIa: rfSnIa(row),
      rfKilonova: rfKilonova(row),
      detections: detections(row),
      drb: drb(row),
      classtar: classtar(row),
      ageDays: jd(row) - began(row),
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
function rowsByObject(draft: TableDraft, rows: readonly number[]): Iterable<number[]> {
  const objectIds = textsOf(draft, 'i:objectId');
  const byObject = new Map<string, number[]>();
  for (const row of rows) {
    const id = objectIds[row] ?? '';
    const own = byObject.get(id);
    if (own === undefined) byObject.set(id, [row]);
    else own.push(row);
  }
  return byObject.values();
}

function rateColumns(draft: TableDraft, rows: readonly number[]): TableColumn[] {
  const [jd, fid] = [numbersOf(draft, 'i:jd'), numbersOf(draft, 'i:fid')];
  const [magpsf, sigmapsf] = [numbersOf(draft, 'i:magpsf'), numbersOf(draft, 'i:sigmapsf')];
  const at = (values: Float64Array, row: number): number => values[row] ?? Number.NaN;
  const columns = rateColumnNames.map((name) => ({ name, values: forRows(draft, [], () => null) }));
  for (const own of rowsByObject(draft, rows)) {
    const measurements = own.map(
      (row): RateInput => ({
        jd: at(jd, row),
        fid: at(fid, row),
        magpsf: at(magpsf, row),
        sigmapsf: at(sigmapsf, row),
      }),
    );
    rateColumnsOf(measurements).forEach((found, index) => {
      const row = own[index] ?? 0;
      for (const { name, values } of columns) values[row] = found[name];
    });
  }
  return columns.map(({ name, values }) => computedColumn(name, 'double', values));
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
  const rates = typeof colours === 'function' ? colours(draft) : colours ? rateColumns(draft, rows) : [];
  const jd = numbersOf(draft, 'i:jd');
  const began = numbersOf(draft, 'i:jdstarthist');
  const ra = numbersOf(draft, 'i:ra');
  const dec = numbersOf(draft, 'i:dec');
  const at = (values: Float64Array, row: number): number => values[row] ?? Number.NaN;
  const iso = isoReader();
  const constellation = (row: number): string | null => {
    const position = { raDeg: at(ra, row), decDeg: at(dec, row) };
    return Number.isFinite(position.raDeg + position.decDeg) ? constellationOf(position) : null;
  };
  const column = (name: string, kind: TableColumn['kind'], compute: (row: number) => Value): TableColumn =>
    computedColumn(name, kind, forRows(draft, rows, compute));
  const columns = [
    column('v:classification', 'text', classesOf(draft)),
    ...rates,
    column('v:lastdate', 'text', (row) => iso(at(jd, row))),
    column('v:firstdate', 'text', (row) => iso(at(began, row))),
    column('v:lapse', 'double', (row) => finiteOrNull(at(jd, row) - at(began, row))),
    column('v:constellation', 'text', constellation),
  ];
  return columns.map((made) => ({ ...made, ...described(made.name) }));
}

function described(name: string): Pick<TableColumn, 'doc' | 'unit' | 'ucd'> {
  const known = docs.get(name);
  return known === undefined ? {} : { doc: known.doc, unit: known.unit, ucd: known.ucd };
}
