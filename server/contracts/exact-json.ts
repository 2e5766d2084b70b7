const quote = 0x22;
const backslash = 0x5c;
/** Integers of fewer digits than this are exact as numbers. */
const safeDigits = 15;

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

/** Index just behind the string that begins at `from` (a quote); the end of the text when it isn't closed. */
function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === backslash) at++;
    else if (code === quote) return at + 1;
  }
  return text.length;
}

/** Puts quotes around every integer that a double can't hold; text without such integers comes back as it was. */
function quotedLongIntegers(text: string): string {
  const parts: string[] = [];
  let copied = 0;
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      at = endOfString(text, at);
      continue;
    }
    if (!isDigit(code)) {
      at++;
      continue;
    }
    let end = at;
    while (isDigit(text.charCodeAt(end))) end++;
    const before = text[at - 1] ?? '';
    const after = text[end] ?? '';
    const begin = before === '-' ? at - 1 : at;
    const whole =
      !'.eE+'.includes(before || ' ') && !/[eE]/.test(text[begin - 1] ?? '') && !'.eE'.includes(after || ' ');
    if (whole && code !== 0x30 && end - at > safeDigits && !Number.isSafeInteger(Number(text.slice(begin, end)))) {
      parts.push(text.slice(copied, begin), '"', text.slice(begin, end), '"');
      copied = end;
    }
    at = end;
  }
  return parts.length === 0 ? text : parts.join('') + text.slice(copied);
}

/**
 * `JSON.parse`, but integers beyond 2⁵³ come back as their decimal text instead of a neighbouring number.
 * @throws {SyntaxError} for text that is not JSON.
 */
export function parseExactJson(text: string): unknown {
  return JSON.parse(/\d{16}/.test(text) ? quotedLongIntegers(text) : text);
}
