import { finkClassOfCells } from '#domain/classification.ts';
import { derivedValues } from '#domain/derived/derived-values.ts';
import type { Candidate, Epoch } from '#domain/derived/history.ts';
import { ztfFinkColumns } from '#domain/surveys/ztf-columns-fink.ts';
import type { CellValue } from '#server/storage/surveys/survey-tables.ts';
import type { TypedColumn } from '#server/storage/tables/schema-rows.ts';
import { type Cell, type CellSet, cellOf } from '#server/storage/tables/table-row.ts';
import type { ZtfEpoch } from '#server/storage/tables/ztf-rows.ts';

/** Columns of a generation of blazar statistics that is no longer computed: a bare packet gets no cell, reading fills it. */
const retired = new Set(['d:blazar_stats_m0', 'd:blazar_stats_m1', 'd:blazar_stats_m2']);
const current = ztfFinkColumns.filter(({ name }) => !retired.has(name)).sort((a, b) => (a.name < b.name ? -1 : 1));

/** Added columns that a bare packet gets, ascending. */
export const derivedColumns: readonly TypedColumn[] = current.map(({ name, type }) => ({ column: name, type }));

/** Columns with the cells of their defaults, which never change. */
const slots: readonly { readonly column: TypedColumn; readonly default: Cell | undefined }[] = current.map(
  ({ name, type, missing }) => ({
    column: { column: name, type },
    default: missing === undefined ? undefined : cellOf(name, type, missing),
  }),
);

function candidateFrom(alert: CellSet): Candidate {
  const number = (column: string): number | undefined => {
    const value = alert.value(column);
    return typeof value === 'number' ? value : undefined;
  };
  return {
    jd: number('i:jd') ?? Number.NaN,
    fid: number('i:fid') ?? Number.NaN,
    magpsf: number('i:magpsf'),
    sigmapsf: number('i:sigmapsf'),
    diffmaglim: number('i:diffmaglim'),
    jdstarthist: number('i:jdstarthist'),
    ndethist: number('i:ndethist'),
    ssdistnr: number('i:ssdistnr'),
    distpsnr1: number('i:distpsnr1'),
    sgscore1: number('i:sgscore1'),
  };
}

/** Added columns of a bare packet: what follows from it alone (domain/derived), and the defaults of the rest. */
export function derivedCells(alert: CellSet, history: readonly ZtfEpoch[]): readonly Cell[] {
  const previous = history.map(epochFrom);
  const derived = new Map<string, CellValue>(Object.entries(derivedValues(candidateFrom(alert), previous)));
  const cells: Cell[] = [];
  for (const { column, default: missing } of slots) {
    const value = derived.get(column.column);
    const cell = value === undefined ? missing : cellOf(column.column, column.type, value);
    if (cell !== undefined) cells.push(cell);
  }
  return cells;
}

function epochFrom({ jd, fid, magpsf, sigmapsf, diffmaglim }: ZtfEpoch): Epoch {
  return { jd, fid: fid ?? Number.NaN, magpsf, sigmapsf, diffmaglim };
}

const classColumns =
  `d:cdsxmatch d:roid d:mulens d:snn_snia_vs_nonia d:snn_sn_vs_all d:rf_snia_vs_nonia d:rf_kn_vs_nonkn i:ndethist
  i:drb i:classtar i:jd i:jdstarthist d:tracklet`.split(/\s+/);

/** The broker's class of an alert. */
export function classOfAlert(alert: CellSet): string {
  const cells: Record<string, string | number | boolean> = {};
  for (const column of classColumns) {
    const value = alert.value(column);
    if (value !== undefined && typeof value !== 'bigint') cells[column] = value;
  }
  return finkClassOfCells(cells);
}
