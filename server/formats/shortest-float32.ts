/** Powers of ten that doubles hold, 10^-40 … 10^60, by exponent + 40. */
const powers = Float64Array.from({ length: 101 }, (_, i) => Number(`1e${i - 40}`));

/** Decimal exponents of 2^(e−127) for the 256 exponents of a float32. */
const decimalExponents = Int8Array.from({ length: 256 }, (_, e) => Math.floor(Math.log10(2) * (e - 127)));

/** Half the distance to the next float32, by the exponent bits. */
const halfSteps = Float64Array.from({ length: 256 }, (_, e) => 2 ** (e - 151));
/** Doubles tell which side of half a step a decimal is on, but for this part of it. */
const doubtful = 1e-6;

const floats = new Float32Array(1);
const words = new Uint32Array(floats.buffer);

/** The last answer of {@link shortestDecimal}: digits and scale, value = digits / 10^scale. Kept here because the fast path makes no objects. */
export const shortest = new Int32Array(2);

/**
 * Shortest decimal that reads back as the float32 `magnitude` (> 0, finite), left in {@link shortest}.
 * Six to nine digits are tried; a shorter decimal, if there is one, is the six-digit one with zeros at its end.
 */
export function shortestDecimal(magnitude: number): void {
  floats[0] = magnitude;
  const bits = words[0] ?? 0;
  const exponentBits = bits >>> 23;
  if (exponentBits === 0) {
    slowShortest(magnitude);
    return;
  }
  let exponent = decimalExponents[exponentBits] ?? 0;
  if (magnitude >= (powers[exponent + 41] ?? 0)) exponent++;
  const half = halfSteps[exponentBits] ?? 0;
  /** Below a power of two floats lie closer: there the decimal is read back. */
  const sure = (bits & 0x7fffff) === 0 ? 0 : 1 - doubtful;
  for (let scale = 5 - exponent; scale < 9 - exponent; scale++) {
    const unit = powers[(scale < 0 ? -scale : scale) + 40] ?? 1;
    const scaled = scale < 0 ? magnitude / unit : magnitude * unit;
    const reach = scale < 0 ? half / unit : half * unit;
    const digits = roundedToEven(scaled);
    const off = Math.abs(digits - scaled);
    if (off > reach * (1 + doubtful)) continue;
    if (off >= reach * sure && Math.fround(scale < 0 ? digits * unit : digits / unit) !== magnitude) continue;
    shortest[0] = digits;
    shortest[1] = scale;
    if (scale === 5 - exponent) stripZeros();
    return;
  }
  slowShortest(magnitude);
}

/** Halves go to the even neighbour, as Java (19 and later) and numpy have it. */
function roundedToEven(value: number): number {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 === 1 ? rounded - 1 : rounded;
}

function power(exponent: number): number {
  return powers[exponent + 40] ?? Number.NaN;
}

function stripZeros(): void {
  let digits = shortest[0] ?? 0;
  let scale = shortest[1] ?? 0;
  while (digits !== 0 && digits % 10 === 0) {
    digits = (digits / 10) | 0;
    scale--;
  }
  shortest[0] = digits;
  shortest[1] = scale;
}

function slowShortest(magnitude: number): void {
  for (let precision = 1; precision <= 9; precision++) {
    const text = magnitude.toExponential(precision - 1);
    if (Math.fround(Number(text)) !== magnitude) continue;
    const [mantissa = '0', exponent = '0'] = text.split('e');
    shortest[0] = Number(mantissa.replace('.', ''));
    shortest[1] = precision - 1 - Number(exponent);
    stripZeros();
    return;
  }
}

/** The double that the shortest decimal text of a float32 means: 37.82148 for the float32 nearest to it. */
export function numberFromFloat32(value: number): number {
  if (value === 0 || !Number.isFinite(value)) return value;
  shortestDecimal(Math.abs(value));
  const digits = shortest[0] ?? 0;
  const scale = shortest[1] ?? 0;
  // One correctly rounded operation when both parts are exact; beyond 10^22 powers are not, so the text is read.
  const exact =
    scale >= 0 ? (scale <= 22 ? digits / power(scale) : undefined) : scale >= -22 ? digits * power(-scale) : undefined;
  const magnitude = exact ?? Number(`${digits}e${-scale}`);
  return value < 0 ? -magnitude : magnitude;
}
