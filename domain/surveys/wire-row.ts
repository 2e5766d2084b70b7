export type WireCell = string | number | boolean | null;

/** One row of an answer of the APIs, by full column names. Integers beyond 2^53 and ids are decimal text. */
export type WireRow = Readonly<Record<string, WireCell>>;

/** Texts that the broker's tables use for "there is none". */
const noText: ReadonlySet<string> = new Set(['', 'nan', 'NaN', 'None', 'null', 'Unknown', 'Fail', 'Fail 504', '[]']);

/** The text of a cell, '' where the tables mean "there is none". */
export function textFromCell(cell: WireCell | undefined): string {
  if (cell === undefined || cell === null) return '';
  const text = String(cell).trim();
  return noText.has(text) ? '' : text;
}

/** An id cell as decimal text, '' where there is none (limits carry −1). */
export function idFromCell(cell: WireCell | undefined): string {
  const text = textFromCell(cell);
  return text.startsWith('-') || text === '0' ? '' : text;
}
