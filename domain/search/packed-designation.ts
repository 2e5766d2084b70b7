const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const centuries: Readonly<Record<string, number>> = { I: 18, J: 19, K: 20 };
const packed = /^([IJK])(\d{2})([A-HJ-Y])([0-9A-Za-z])(\d)([A-HJ-Z])$/;

/**
 * `2015 BC557` of the packed provisional designation `K15Bt7C`; undefined for text of another form.
 * Minor Planet Center: century, year, half month, order in units of 25 (base 62 and a digit), second letter.
 */
export function unpackedDesignation(text: string): string | undefined {
  const match = packed.exec(text);
  if (match === null) return undefined;
  const [, century = '', year = '', half = '', tens = '', units = '', letter = ''] = match;
  const order = base62.indexOf(tens) * 10 + Number(units);
  return `${centuries[century]}${year} ${half}${letter}${order === 0 ? '' : order}`;
}

const written = /^(1[89]|20)(\d{2}) ?([A-HJ-Y])([A-HJ-Z])(\d{0,3})$/i;

/** `K15Bt7C` of `2015 BC557` or `2015BC557`: the inverse of {@link unpackedDesignation}; undefined for text of another form. */
export function packedDesignation(text: string): string | undefined {
  const match = written.exec(text);
  if (match === null) return undefined;
  const [, century = '', year = '', half = '', letter = '', order = ''] = match;
  const tens = base62[Math.floor(Number(order) / 10)];
  const initial = Object.entries(centuries).find(([, number]) => number === Number(century))?.[0];
  if (tens === undefined || initial === undefined) return undefined;
  return `${initial}${year}${half.toUpperCase()}${tens}${Number(order) % 10}${letter.toUpperCase()}`;
}

const printable = /^[0-9A-Za-z_~]{7}$/;

/**
 * The packed designation that an `ssObjectId` of Rubin is made of: a byte of flags, then the seven characters, most significant first
 * (`objID_to_ssObjectID` of lsst/ap_association). Undefined for 0 and for what is no id.
 */
export function designationOfSsObjectId(decimal: string): string | undefined {
  if (!/^[1-9]\d{0,18}$/.test(decimal)) return undefined;
  let rest = BigInt.asUintN(56, BigInt(decimal));
  let text = '';
  for (let at = 0; at < 7; at++) {
    text = String.fromCharCode(Number(rest & 255n)) + text;
    rest >>= 8n;
  }
  return printable.test(text) ? text : undefined;
}
