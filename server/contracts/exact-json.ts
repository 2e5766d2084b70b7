/** A value of JSON whose integers of 16 digits and more are decimal text: a JavaScript number would change them. */
export type WireValue = string | number | boolean | null | readonly WireValue[] | WireObject;
export interface WireObject {
  readonly [key: string]: WireValue;
}

export function isWireObject(value: WireValue): value is WireObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

const longInteger = /([:,[]\s*)(-?[1-9]\d{15,})(?=\s*[,}\]])/g;
/** Strings (one that is never closed ends with the text, so that no text is gone through twice), numbers, and what Python calls numbers. */
const token = /"[^"\\]*(?:\\[\s\S][^"\\]*)*\\?(?:"|$)|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|-?\bInfinity\b|\bNaN\b/g;
const isLongInteger = /^-?[1-9]\d{15,}$/;
const isNotFinite = /^(?:-?Infinity|NaN)$/;

/**
 * The first pass quotes long integers without looking at strings. Where that hits text inside a string, the inserted quote ends the
 * string before a digit, which no JSON allows: the parse fails, and the exact pass takes over.
 */
function parseWith(text: string, exactToken: (found: string) => string): WireValue {
  try {
    return valueFromJson(text.replace(longInteger, '$1"$2"'));
  } catch {
    return valueFromJson(text.replace(token, exactToken));
  }
}

function valueFromJson(text: string): WireValue {
  return JSON.parse(text) as WireValue;
}

function quotedWhenLong(found: string): string {
  return isLongInteger.test(found) ? `"${found}"` : found;
}

/**
 * `JSON.parse`, but integers of 16 digits and more come back as their decimal text instead of a neighbouring number.
 * @throws {SyntaxError} for text that is not JSON.
 */
export function parseExactJson(text: string): WireValue {
  return parseWith(text, quotedWhenLong);
}

/**
 * The same for answers of the APIs, in which the bare tokens NaN and ±Infinity stand for null.
 * @throws {SyntaxError} for anything else that is not JSON.
 */
export function parseWireJson(text: string): WireValue {
  return parseWith(text, (found) => (isNotFinite.test(found) ? 'null' : quotedWhenLong(found)));
}
