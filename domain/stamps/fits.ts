import { PortalError } from '#domain/failure.ts';

export type FitsValue = string | number | boolean;

export interface FitsCard {
  readonly key: string;
  /** Undefined for COMMENT, HISTORY and cards whose value is not set. */
  readonly value: FitsValue | undefined;
  readonly comment: string;
}

export interface FitsHeader {
  readonly cards: readonly FitsCard[];
  /** The value of the first card with this key. */
  value(key: string): FitsValue | undefined;
  /** The value where it is a number. */
  number(key: string): number | undefined;
}

/** One header-data unit; the data are a view into the file's bytes. */
export interface FitsHdu {
  /** EXTNAME; `PRIMARY` for a first unit without one, empty for a later one. */
  readonly name: string;
  readonly header: FitsHeader;
  /** NAXIS1, NAXIS2, …; empty where there are no data. */
  readonly axes: readonly number[];
  readonly bitpix: number;
  readonly data: Uint8Array;
}

const blockBytes = 2880;
const cardBytes = 80;
const maxAxes = 999;
/** Headers are ASCII; other bytes, which the standard forbids, must not make them unreadable. */
const headerText = new TextDecoder('latin1');

const corrupt = (words: string): PortalError => new PortalError('corrupt', `Not a FITS file: ${words}.`);

function textOf(bytes: Uint8Array, start: number, end: number): string {
  return headerText.decode(bytes.subarray(start, end));
}

function textCard(key: string, field: string): FitsCard {
  let value = '';
  let at = field.indexOf("'") + 1;
  for (; at < field.length; at++) {
    if (field[at] !== "'") value += field[at];
    else if (field[at + 1] === "'") {
      value += "'";
      at++;
    } else break;
  }
  const slash = field.indexOf('/', at);
  return { key, value: value.trimEnd(), comment: slash < 0 ? '' : field.slice(slash + 1).trim() };
}

/** Values may stand anywhere behind the `=`: ZTF writes `SIMPLE  =  T`, not in the fixed column. */
function cardFromText(text: string): FitsCard {
  const key = text.slice(0, 8).trimEnd();
  if (text[8] !== '=') return { key, value: undefined, comment: text.slice(8).trimEnd() };
  const field = text.slice(9);
  if (field.trimStart().startsWith("'")) return textCard(key, field);
  const slash = field.indexOf('/');
  const shown = (slash < 0 ? field : field.slice(0, slash)).trim();
  const comment = slash < 0 ? '' : field.slice(slash + 1).trim();
  if (shown === 'T' || shown === 'F') return { key, value: shown === 'T', comment };
  const number = shown === '' ? Number.NaN : Number(shown.replace(/[dD](?=[+-]?\d)/, 'E'));
  if (!Number.isNaN(number)) return { key, value: number, comment };
  return { key, value: shown === '' ? undefined : shown, comment };
}

function headerFromCards(cards: readonly FitsCard[]): FitsHeader {
  const first = new Map<string, FitsValue>();
  for (const { key, value } of cards) if (value !== undefined && !first.has(key)) first.set(key, value);
  const value = (key: string): FitsValue | undefined => first.get(key);
  return {
    cards,
    value,
    number(key) {
      const found = value(key);
      return typeof found === 'number' ? found : undefined;
    },
  };
}

/**
 * The header whose first block is at `start`, and where its last block ends.
 * @throws {PortalError} `corrupt` when the bytes end before the header does.
 */
export function readFitsHeader(bytes: Uint8Array, start: number): { header: FitsHeader; end: number } {
  const cards: FitsCard[] = [];
  for (let block = start; block < bytes.length; block += blockBytes) {
    const text = textOf(bytes, block, block + blockBytes);
    for (let at = 0; at + cardBytes <= text.length; at += cardBytes) {
      const card = text.slice(at, at + cardBytes);
      if (card.startsWith('END     ') || card.trimEnd() === 'END')
        return { header: headerFromCards(cards), end: block + blockBytes };
      if (card.trim() !== '') cards.push(cardFromText(card));
    }
  }
  throw corrupt('its header does not end');
}

function axesOf(header: FitsHeader): number[] {
  const count = header.number('NAXIS') ?? 0;
  if (!Number.isInteger(count) || count < 0 || count > maxAxes) throw corrupt(`NAXIS is ${count}`);
  return Array.from({ length: count }, (_, i) => {
    const length = header.number(`NAXIS${i + 1}`) ?? -1;
    if (!Number.isInteger(length) || length < 0) throw corrupt(`NAXIS${i + 1} is not a length`);
    return length;
  });
}

function dataBytesOf(header: FitsHeader, axes: readonly number[], bitpix: number): number {
  if (axes.length === 0) return 0;
  if (![8, 16, 32, 64, -32, -64].includes(bitpix)) throw corrupt(`BITPIX is ${bitpix}`);
  const groups = header.number('GCOUNT') ?? 1;
  const heap = header.number('PCOUNT') ?? 0;
  const elements = axes.reduce((product, length) => product * length, 1);
  return (Math.abs(bitpix) / 8) * groups * (heap + elements);
}

/** True for bytes that begin as a FITS file does, the free-format first card of ZTF included. */
function looksLikeFits(bytes: Uint8Array): boolean {
  return bytes.length >= blockBytes && textOf(bytes, 0, 9) === 'SIMPLE  =';
}

/**
 * All header-data units of a FITS file held in memory. Padding that is missing after the last data, and whatever follows the last unit, are tolerated.
 * Source: FITS Standard 4.0, sections 3, 4 and 7.
 * @throws {PortalError} `corrupt` when the bytes aren't FITS or end before their data do.
 */
export function readFits(bytes: Uint8Array): readonly FitsHdu[] {
  if (!looksLikeFits(bytes)) throw corrupt('it does not begin with SIMPLE');
  const hdus: FitsHdu[] = [];
  let at = 0;
  while (at === 0 || textOf(bytes, at, at + 8) === 'XTENSION') {
    const { header, end } = readFitsHeader(bytes, at);
    const axes = axesOf(header);
    const bitpix = header.number('BITPIX') ?? 0;
    const length = dataBytesOf(header, axes, bitpix);
    if (!(length >= 0 && end + length <= bytes.length)) throw corrupt('it ends before its data do');
    const extname = header.value('EXTNAME');
    const name = typeof extname === 'string' ? extname : at === 0 ? 'PRIMARY' : '';
    hdus.push({ name, header, axes, bitpix, data: bytes.subarray(end, end + length) });
    at = end + Math.ceil(length / blockBytes) * blockBytes;
    if (at >= bytes.length) break;
  }
  return hdus;
}
