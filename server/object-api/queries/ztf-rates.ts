import type { TableColumn } from '#server/formats/table.ts';
import type { TableDraft } from './table-draft.ts';

export function ztfRateColumns(_draft: TableDraft, _rows: readonly number[]): TableColumn[] {
  return [];
}
