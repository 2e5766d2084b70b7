import type { Cells } from '#domain/surveys/survey.ts';

/** A number as JSON has it: null stands for what is not known. */
export function finiteOrNull(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

/** A cell as a number; NaN where it is missing or no number. Other servers send some numbers as text. */
export function numberOfCell(cells: Cells, column: string): number {
  const cell = cells[column];
  if (typeof cell === 'number') return cell;
  if (typeof cell !== 'string' || cell.trim() === '') return Number.NaN;
  return Number(cell);
}
