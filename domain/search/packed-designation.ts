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
