function plainFromDigits(digits: string, exponent: number): string {
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  return `${whole}.${digits.slice(exponent + 1) || '0'}`;
}

/**
 * A double as Java's `Double.toString` (JDK 19 and later: the shortest decimal that reads back as the same double) prints it, which is
 * what Spark writes into row keys: plain from 1e-3 to 1e7, else `d.dddE±n`, always with a digit after the point.
 */
export function javaDoubleText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const sign = value < 0 ? '-' : '';
  const size = Math.abs(value);
  const shortest = size.toExponential();
  // Java looks for the nearest decimal of at least two digits: 4.9E-324, where one digit would do (5e-324).
  const [mantissa = '', exponentText = '0'] = (shortest.includes('.') ? shortest : size.toExponential(1)).split('e');
  const exponent = Number(exponentText);
  const digits = mantissa.replace('.', '').replace(/0+$/, '') || '0';
  if (size >= 1e-3 && size < 1e7) return sign + plainFromDigits(digits, exponent);
  return `${sign}${digits[0]}.${digits.slice(1) || '0'}E${exponent}`;
}
