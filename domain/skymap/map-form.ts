import { PortalError, shownValue } from '#domain/failure.ts';
import { orderOfNside } from '#domain/healpix/nested.ts';
import type { FitsHeader } from '#domain/stamps/fits.ts';
import { mjdFromDateText } from '#domain/time/date-text.ts';
import type { MjdUtc } from '#domain/units/quantity.ts';

/** A number in a row of a table. */
export interface NumberField {
  readonly offset: number;
  readonly isDouble: boolean;
  readonly scale: number;
  readonly zero: number;
}

interface Form {
  readonly rowBytes: number;
  readonly rows: number;
  /** Time of the event, MJD UTC; undefined where the map doesn't say. */
  readonly eventMjd: MjdUtc | undefined;
}

/** All pixels of one resolution, in order. */
export interface FlatMap extends Form {
  readonly kind: 'flat';
  readonly order: number;
  readonly isNested: boolean;
  /** Probability of each pixel: `perRow` values behind each other in each row. */
  readonly probability: NumberField;
  readonly perRow: number;
}

/** Pixels of different resolutions, each with its number and its probability for each steradian. */
export interface MultiOrderMap extends Form {
  readonly kind: 'multi-order';
  readonly uniqOffset: number;
  readonly density: NumberField;
}

/** Bytes of one value of each format of a column (FITS Standard 4.0, table 18). */
const widths: Readonly<Record<string, number>> = {
  ...{ L: 1, B: 1, A: 1, I: 2, J: 4, K: 8, E: 4, D: 8, C: 8, M: 16, P: 8, Q: 16 },
};

const rowBytesAtMost = 1 << 20;
/** 12·2048² pixels of 32 bytes and some. */
const tableBytesAtMost = 2 ** 31;

interface Column {
  readonly name: string;
  readonly format: string;
  readonly repeat: number;
  readonly offset: number;
  readonly scale: number;
  readonly zero: number;
}

function refuse(words: string): never {
  throw new PortalError('corrupt', `The sky map can't be read: ${words}.`);
}

function columnsOf(header: FitsHeader): readonly Column[] {
  const fields = header.number('TFIELDS') ?? 0;
  if (!(fields >= 1 && fields <= 999)) refuse('its table has no columns');
  const columns: Column[] = [];
  let offset = 0;
  for (let k = 1; k <= fields; k++) {
    const form = String(header.value(`TFORM${k}`) ?? '');
    const [, count = '', format = ''] = /^\s*(\d*)([LXBIJKAEDCMPQ])/.exec(form) ?? [];
    const repeat = count === '' ? 1 : Number(count);
    const bytes = format === 'X' ? Math.ceil(repeat / 8) : repeat * (widths[format] ?? Number.NaN);
    if (!(bytes >= 0 && bytes <= rowBytesAtMost)) refuse(`TFORM${k} is ${shownValue(form)}`);
    const name = String(header.value(`TTYPE${k}`) ?? '')
      .trim()
      .toUpperCase();
    const [scale, zero] = [header.number(`TSCAL${k}`) ?? 1, header.number(`TZERO${k}`) ?? 0];
    columns.push({ name, format, repeat, offset, scale, zero });
    offset += bytes;
  }
  const rowBytes = header.number('NAXIS1');
  if (rowBytes !== offset) refuse(`its columns have ${offset} bytes and its rows ${rowBytes}`);
  return columns;
}

function numberField({ name, format, offset, scale, zero }: Column): NumberField {
  if (format === 'D' || format === 'E') return { offset, isDouble: format === 'D', scale, zero };
  return refuse(`the column ${name} is of format ${format}, and E or D is needed`);
}

/** The event's time: DATE-OBS (UTC), else MJD-OBS, of the table or of the file. */
function eventMjdOf(headers: readonly FitsHeader[]): MjdUtc | undefined {
  for (const header of headers) {
    const date = header.value('DATE-OBS');
    if (typeof date === 'string' && date !== '') return mjdFromDateText(date, 'DATE-OBS');
    const mjd = header.number('MJD-OBS');
    if (mjd !== undefined) return mjd;
  }
  return undefined;
}

const probabilityNames = ['PROB', 'PROBABILITY'];

function flatMap(header: FitsHeader, columns: readonly Column[], form: Form): FlatMap {
  const ordering = String(header.value('ORDERING') ?? '').toUpperCase();
  const isNested = ordering.startsWith('NEST');
  if (!isNested && ordering !== 'RING') refuse(`ORDERING is ${shownValue(ordering)}; NESTED, RING or NUNIQ is needed`);
  if (String(header.value('INDXSCHM') ?? 'IMPLICIT').toUpperCase() !== 'IMPLICIT') {
    refuse('it is of a part of the sky (INDXSCHM is not IMPLICIT)');
  }
  const column = columns.find(({ name }) => probabilityNames.includes(name));
  if (column === undefined) return refuse('there is no column PROB');
  const order = orderOfNside(header.number('NSIDE') ?? Number.NaN);
  if (order === undefined || order > 13) refuse('NSIDE must be a power of two, 8192 at most');
  const pixels = 12 * 4 ** (order ?? 0);
  if (column.repeat * form.rows !== pixels) {
    refuse(`it has ${column.repeat * form.rows} pixels where ${pixels} are needed`);
  }
  return {
    ...form,
    kind: 'flat',
    order: order ?? 0,
    isNested,
    probability: numberField(column),
    perRow: column.repeat,
  };
}

function multiOrderMap(columns: readonly Column[], uniq: Column, form: Form): MultiOrderMap {
  const density = columns.find(({ name }) => name === 'PROBDENSITY');
  if (density === undefined) return refuse('there is no column PROBDENSITY beside UNIQ');
  if (uniq.format !== 'K' || uniq.repeat !== 1 || uniq.scale !== 1 || uniq.zero !== 0 || density.repeat !== 1) {
    refuse('UNIQ must be one 64-bit integer a row, and PROBDENSITY one number');
  }
  return { ...form, kind: 'multi-order', uniqOffset: uniq.offset, density: numberField(density) };
}

/**
 * How a sky map lies in its table: flat HEALPix (columns PROB, …) or multi-order (UNIQ, PROBDENSITY, …), as LIGO, Virgo and KAGRA publish them.
 * @throws {PortalError} `corrupt`, saying what is missing.
 */
export function mapForm(primary: FitsHeader, table: FitsHeader): FlatMap | MultiOrderMap {
  const rowBytes = table.number('NAXIS1') ?? Number.NaN;
  const rows = table.number('NAXIS2') ?? Number.NaN;
  const isSound = Number.isSafeInteger(rowBytes) && Number.isSafeInteger(rows) && rowBytes > 0 && rows > 0;
  if (!isSound || rowBytes > rowBytesAtMost) refuse('its table has no rows, or rows of more than a megabyte');
  if (rowBytes * rows > tableBytesAtMost) refuse('its table is larger than two gigabytes');
  if (table.value('ZTABLE') === true) refuse('its table is compressed within the file');
  const form = { rowBytes, rows, eventMjd: eventMjdOf([table, primary]) };
  const columns = columnsOf(table);
  const uniq = columns.find(({ name }) => name === 'UNIQ');
  return uniq === undefined ? flatMap(table, columns, form) : multiOrderMap(columns, uniq, form);
}
