/** Digits of a 32-bit key, highest first: how far each is shifted, and its largest value. */
const digits = [
  { shift: 21, largest: 0x7ff },
  { shift: 10, largest: 0x7ff },
  { shift: 0, largest: 0x3ff },
] as const;

const signBit = 0x80000000;

/**
 * The value that would stand at `rank` (from 0) were `values` sorted: found by counting the digits of their bits, in linear time whatever the values.
 * `values` must hold no NaN. @throws {RangeError} for a rank outside of them.
 */
export function nthSmallest(values: Float32Array, rank: number): number {
  if (!(rank >= 0 && rank < values.length))
    throw new RangeError(`There is no rank ${rank} in ${values.length} values.`);
  const bits = new Int32Array(values.buffer, values.byteOffset, values.length);
  let found = 0;
  let fixed = 0;
  let left = rank;
  for (const { shift, largest } of digits) {
    const counts = new Uint32Array(largest + 1);
    for (let index = 0; index < bits.length; index++) {
      const key = keyFromBits(bits[index] ?? 0);
      if (((key ^ found) & fixed) !== 0) continue;
      const digit = (key >>> shift) & largest;
      counts[digit] = (counts[digit] ?? 0) + 1;
    }
    let digit = 0;
    for (let count = counts[digit] ?? 0; left >= count; count = counts[digit] ?? 0) {
      left -= count;
      digit++;
    }
    found |= digit << shift;
    fixed |= largest << shift;
  }
  const word = Int32Array.of(found < 0 ? found ^ signBit : ~found);
  return new Float32Array(word.buffer)[0] ?? Number.NaN;
}

/** Bits of a float → bits that are ordered, unsigned, as the floats are. */
function keyFromBits(bits: number): number {
  return bits ^ ((bits >> 31) | signBit);
}
