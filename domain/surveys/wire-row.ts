export type WireCell = string | number | boolean | null;

/** One row of an answer of the APIs, by full column names. Integers beyond 2^53 and ids are decimal text. */
export type WireRow = Readonly<Record<string, WireCell>>;

/** Texts that the broker's tables use for "there is none". */
const noText: ReadonlySet<string> = new Set(['', 'nan', 'NaN', 'None', 'null', 'Unknown', 'Fail', 'Fail 504', '[]']);

/** The number of a cell; NaN where there is none. Text is read too: some servers send limits as text. */
export function numberFromCell(cell: WireCell | undefined): number {
  if (typeof cell === 'number') return cell;
  if (typeof cell !== 'string' || cell.trim() === '') return Number.NaN;
  return Number(cell);
}

/** The text of a cell, '' where the tables mean "there is none". */
export function textFromCell(cell: WireCell | undefined): string {
  if (cell === undefined || cell === null) return '';
  const text = String(cell).trim();
  return noText.has(text) ? '' : text;
}
