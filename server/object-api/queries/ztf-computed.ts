import { finkClassOf } from '#domain/classification.ts';
import { constellationOf } from '#domain/coordinates/constellation.ts';
import { ztfComputedColumns as documented } from '#domain/surveys/ztf-columns.ts';
import { isoFromJdUtc } from '#domain/time/iso-text.ts';
import type { TableColumn, Value } from '#server/formats/table.ts';
import { computedColumn, numbersOf, type TableDraft, textsOf } from './table-draft.ts';
import { ztfRateColumns } from './ztf-rates.ts';

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

/** The columns of family `v`, in the order of the API, for the rows that are alerts; null in the other rows. */
export function ztfComputedColumns(draft: TableDraft, rows: readonly number[], colours: boolean): TableColumn[] {
  const jd = numbersOf(draft, 'i:jd');
  const began = numbersOf(draft, 'i:jdstarthist');
  const ra = numbersOf(draft, 'i:ra');
  const dec = numbersOf(draft, 'i:dec');
  const at = (values: Float64Array, row: number): number => values[row] ?? Number.NaN;
  const iso = (value: number): string | null => (Number.isFinite(value) ? isoFromJdUtc(value) : null);
  const constellation = (row: number): string | null => {
    const position = { raDeg: at(ra, row), decDeg: at(dec, row) };
    return Number.isFinite(position.raDeg + position.decDeg) ? constellationOf(position) : null;
  };
  const column = (name: string, kind: TableColumn['kind'], compute: (row: number) => Value): TableColumn =>
    computedColumn(name, kind, forRows(draft, rows, compute));
  const columns = [
    column('v:classification', 'text', classesOf(draft)),
    ...(colours ? ztfRateColumns(draft, rows) : []),
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
