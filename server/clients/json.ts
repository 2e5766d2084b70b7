/** A value of upstream JSON. Integers of 16 digits and more are decimal text: a JavaScript number would change them. */
export type WireValue = string | number | boolean | null | readonly WireValue[] | WireObject;
export interface WireObject {
  readonly [key: string]: WireValue;
}

export function isWireObject(value: WireValue): value is WireObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

const longInteger = /([:,[]\s*)(-?\d{16,})(?=\s*[,}\]])/g;
const token = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|-?\bInfinity\b|\bNaN\b/g;

/**
 * Parses JSON of the APIs: 64-bit integers stay exact (as text), the bare tokens NaN and ±Infinity become null.
 *
 * The first pass quotes long integers without looking at strings. Where that hits text inside a string, the inserted quote ends the
 * string before a digit, which no JSON allows: the parse fails, and the exact pass takes over.
 * @throws {SyntaxError} for anything else that is not JSON.
 */
export function parseWireJson(text: string): WireValue {
  try {
    return valueFromJson(text.replace(longInteger, '$1"$2"'));
  } catch {
    return valueFromJson(text.replace(token, exactToken));
  }
}

function exactToken(found: string): string {
  if (found.startsWith('"')) return found;
  if (found.endsWith('NaN') || found.endsWith('Infinity')) return 'null';
  return /^-?\d{16,}$/.test(found) ? `"${found}"` : found;
}

function valueFromJson(text: string): WireValue {
  return JSON.parse(text) as WireValue;
}
