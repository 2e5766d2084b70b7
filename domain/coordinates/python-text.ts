/** A double as Python prints it: `91.0`, `1e-07`, `1e+16`. */
export function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const size = Math.abs(value);
  if (size === 0) return `${sign}0.0`;
  const [digits = '', exponentText = '0'] = size.toExponential().split('e');
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= 16) {
    const power = String(Math.abs(exponent)).padStart(2, '0');
    return `${sign}${digits}e${exponent < 0 ? '-' : '+'}${power}`;
  }
  const plain = size.toString();
  return (
    sign + (plain.includes('e') ? size.toFixed(20).replace(/0+$/, '') : plain) + (Number.isInteger(size) ? '.0' : '')
  );
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Text as Python's `repr` quotes it: single quotes, or double ones when that saves escaping. */
export function pythonQuoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const body = [...text].map((character) => {
    if (character === quote) return `\\${character}`;
    const code = character.codePointAt(0) ?? 0;
    if (escapes[character]) return escapes[character];
    if (code < 0x20 || (code >= 0x7f && code < 0xa1) || code === 0xad)
      return `\\x${code.toString(16).padStart(2, '0')}`;
    return character;
  });
  return quote + body.join('') + quote;
}
