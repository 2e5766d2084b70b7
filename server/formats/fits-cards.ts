/** FITS files come in records of so many bytes. */
export const recordBytes = 2880;
const cardBytes = 80;

export type CardValue = string | number | boolean | bigint;

/** Text that FITS can hold: printable ASCII, all else as `\uXXXX`. */
export function asciiText(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** One header card; a comment that doesn't fit is cut. */
export function card(keyword: string, value: CardValue, comment = ''): string {
  const shown = typeof value === 'string' ? quotedValue(value) : literal(value).padStart(20);
  const text = `${keyword.padEnd(8)}= ${shown}${comment === '' ? '' : ` / ${asciiText(comment)}`}`;
  return text.slice(0, cardBytes).padEnd(cardBytes);
}

/** Words of any length, on as many HISTORY cards as they need. */
export function historyCards(words: string): string {
  const width = cardBytes - 'HISTORY '.length;
  const text = asciiText(words);
  let cards = '';
  for (let at = 0; at < text.length; at += width) cards += `HISTORY ${text.slice(at, at + width)}`.padEnd(cardBytes);
  return cards;
}

/** A header of these cards, its END, and blanks to the end of the record. */
export function headerBytes(cards: readonly string[]): Buffer {
  const text = `${cards.join('')}${'END'.padEnd(cardBytes)}`;
  return Buffer.from(text.padEnd(Math.ceil(text.length / recordBytes) * recordBytes), 'latin1');
}

function literal(value: number | boolean | bigint): string {
  if (typeof value === 'boolean') return value ? 'T' : 'F';
  return String(value);
}

/** Quotes are doubled; a value that would not fit on its card is cut. */
function quotedValue(text: string): string {
  const longest = cardBytes - 12;
  let doubled = asciiText(text).replaceAll("'", "''");
  if (doubled.length > longest) doubled = doubled.slice(0, longest).replace(/(^|[^'])'('')*$/, '$1$2');
  return `'${doubled.padEnd(8)}'`;
}
