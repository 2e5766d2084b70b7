/** A double as Python's `repr` writes it: shortest digits, always a point or an exponent, exponents of two digits from 1e16 and below 1e-4. */
export function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const magnitude = Math.abs(value);
  if (magnitude >= 1e16 || magnitude < 1e-4) {
    const [mantissa = '', exponent = '+0'] = value.toExponential().split('e');
    const digits = exponent.slice(1).padStart(2, '0');
    return `${mantissa}e${exponent[0]}${digits}`;
  }
  if (Number.isInteger(value)) return `${value}.0`;
  const text = String(value);
  return text.includes('e') ? plainFromExponent(value) : text;
}

/** JavaScript turns to exponents below 1e-6 only, so this is never reached between 1e-4 and 1e16; kept total. */
function plainFromExponent(value: number): string {
  return value.toFixed(20).replace(/0+$/, '');
}

/** Nested numbers as Python prints a list of lists. */
export function pythonList(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(pythonList).join(', ')}]`;
  return typeof value === 'number' ? pythonFloat(value) : 'nan';
}

/** C's `%.15g` for numbers above 1e16. */
export function fifteenDigits(magnitude: number): string {
  const [mantissa = '', exponent = ''] = magnitude.toExponential(14).split('e');
  return `${mantissa.replace(/\.?0+$/, '')}e${exponent[0]}${exponent.slice(1).padStart(2, '0')}`;
}
