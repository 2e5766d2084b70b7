/**
 * A double as Java's `Double.toString` (JDK 19 and later: the shortest decimal that reads back as the same double) prints it, which is
 * what Spark writes into row keys: plain from 1e-3 to 1e7, else `d.dddE±n`, always with a digit after the point.
 */
export function javaDoubleText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const size = Math.abs(value);
  // Here JavaScript prints the very digits that Java prints, but for the point of whole numbers.
  if (size >= 1e-3 && size < 1e7) return Number.isInteger(value) ? `${value}.0` : `${value}`;
  const shortest = value.toExponential();
  // Java looks for the nearest decimal of at least two digits: 4.9E-324, where one digit would do (5e-324).
  const [mantissa, exponent] = (shortest.includes('.') ? shortest : value.toExponential(1)).split('e');
  return `${mantissa}E${Number(exponent)}`;
}
