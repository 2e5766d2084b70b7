const named: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** All that Python escapes in the repr of a text: separators but the space, controls, format, private and unassigned. */
const unprintable = /[\\\p{C}\p{Zl}\p{Zp}\p{Zs}]/gu;

function escaped(character: string): string {
  if (character === ' ') return character;
  const short = named[character];
  if (short !== undefined) return short;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code < 0x10000) return `\\u${code.toString(16).padStart(4, '0')}`;
  return `\\U${code.toString(16).padStart(8, '0')}`;
}

/** The text between quotes as Python prints it: single quotes, double ones where only single quotes occur inside. */
export function pythonRepr(text: string): string {
  const body = text.replace(unprintable, escaped);
  if (text.includes("'") && !text.includes('"')) return `"${body}"`;
  return `'${body.replaceAll("'", "\\'")}'`;
}

/**
 * The error body of Fink's APIs: the repr of a Python dict, as text.
 * With `exception` the text is shown as the repr of that Python exception: `ValueError('…')`.
 */
export function reprDict(text: string, exception?: string): string {
  const shown = exception === undefined ? pythonRepr(text) : `${exception}(${pythonRepr(text)})`;
  return `{'status': 'error', 'text': ${shown}}`;
}
