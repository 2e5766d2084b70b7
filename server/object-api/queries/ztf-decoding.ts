import { ztf } from '#domain/surveys/ztf.ts';
import { type TableColumn, type Value, valueAt } from '#server/formats/table.ts';
import type { TableOptions } from './answer-options.ts';
import { type DecodeRequest, fillFeatureLists, isNarrowed, knownColumns, type SurveyDecoding } from './decode.ts';
import { computedColumn, type TableDraft } from './table-draft.ts';
import { ztfComputedColumns } from './ztf-computed.ts';

/** Columns that were stored at times and are never shown. */
function isHidden(name: string): boolean {
  return name.startsWith('d:t2_') || name === 'd:spicy_name' || name.startsWith('b:');
}

/** Kept by the list of a shape: the same list of names each time lets all that follows from it be kept too. */
const keptShown = new WeakMap<readonly string[], readonly string[]>();

function shownOf(names: readonly string[]): readonly string[] {
  const known = keptShown.get(names);
  if (known !== undefined) return known;
  const shown = names.filter((name) => !isHidden(name));
  keptShown.set(names, shown);
  return shown;
}

/** Groups of columns that an answer with all columns always has; a group is added when its first name is not there. */
const fillers: readonly (readonly [value: string | number, ...names: readonly string[]])[] = [
  ['', 'd:tracklet'],
  ['', 'd:tns'],
  [-1, 'd:blazar_stats_m0', 'd:blazar_stats_m1', 'd:blazar_stats_m2'],
  [-1, 'd:blazar_stats_instantness_low', 'd:blazar_stats_robustness_low'],
  [-1, 'd:blazar_stats_instantness_high', 'd:blazar_stats_robustness_high'],
];

/** ZTF's way from rows to tables: fillers, and the computed columns of family `v`. */
export const ztfDecoding: SurveyDecoding = {
  survey: ztf,
  known: knownColumns(ztf.alertColumns),
  columnNames({ block, options }) {
    const names = shownOf(block.columnNames());
    const asked = options.columns === undefined ? undefined : new Set(options.columns);
    return asked === undefined ? names : names.filter((name) => asked.has(name));
  },
  streamedNames(schema, options) {
    const asked = options.columns === undefined ? undefined : new Set(options.columns);
    return [...schema.keys()].filter((name) => !isHidden(name) && (asked === undefined || asked.has(name)));
  },
  complete(draft, request) {
    const { columns } = draft;
    const narrowed = isNarrowed(request);
    fillFeatureLists(columns, request.options);
    if (!narrowed) addFillers(draft, request.options);
    if (request.tags !== undefined) addTags(draft, request.tags, request);
    if (!narrowed) columns.push(...computedColumns(draft, request));
  },
};

function computedColumns(draft: TableDraft, request: DecodeRequest): readonly TableColumn[] {
  const { colours = false, blockColours } = request;
  return ztfComputedColumns(draft, alertRows(draft, request), blockColours ?? colours);
}

/** Rows of the table that are alerts. */
function alertRows({ order }: TableDraft, { block }: DecodeRequest): number[] {
  const rows: number[] = [];
  for (let row = 0; row < order.length; row++) if (block.rows[order[row] ?? -1]?.aside !== true) rows.push(row);
  return rows;
}

function addFillers({ columns, rowCount }: TableDraft, options: TableOptions): void {
  const stored = columns.length;
  const isPresent = (name: string): boolean => {
    for (let at = 0; at < stored; at++) if (columns[at]?.name === name) return true;
    return false;
  };
  for (const [value, ...names] of fillers) {
    if (names[0] === undefined || isPresent(names[0])) continue;
    const filled = new Array<Value>(rowCount).fill(options.cleanNulls ? null : value);
    const kind = typeof value === 'string' ? 'text' : 'double';
    for (const name of names) if (!isPresent(name)) columns.push(computedColumn(name, kind, filled));
  }
}

/** Says of each row which table it is from, and gives those that are no alerts the alert id −1. */
function addTags(draft: TableDraft, tags: readonly string[], { block }: DecodeRequest): void {
  const isAside = draft.order.map((index) => block.rows[index]?.aside ?? false);
  draft.columns.forEach((column, at) => {
    if (column.name !== ztf.columns.alertId) {
      if (typeof column.source !== 'number') draft.columns[at] = withoutAside(column, isAside);
      return;
    }
    const source = isAside.map((aside, row) => (aside ? -1 : valueAt(draft, { ...column, asText: false }, row)));
    draft.columns[at] = { ...column, source };
  });
  draft.columns.push(
    computedColumn(
      'd:tag',
      'text',
      draft.order.map((index) => tags[index] ?? 'valid'),
    ),
  );
}

function withoutAside(column: TableColumn, isAside: readonly boolean[]): TableColumn {
  if (typeof column.source === 'number') return column;
  return { ...column, source: column.source.map((value, row) => (isAside[row] ? null : value)) };
}
