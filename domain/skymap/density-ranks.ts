/** Bits of the order of positive doubles that are told apart at first, and then among those of one such bin. */
const binBits = 20;
const bins = 2 ** (binBits - 1);
const finerBins = 2 ** binBits;

const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);
/** Which of the two words has sign and exponent. */
const highWord = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;

/** Bin of a positive number: larger numbers are in larger bins (doubles are ordered as their bits are). */
function binOf(density: number): number {
  double[0] = density;
  return (words[highWord] ?? 0) >>> (32 - binBits);
}

function finerBinOf(density: number): number {
  double[0] = density;
  const high = words[highWord] ?? 0;
  const low = words[1 - highWord] ?? 0;
  return ((high & 0xfff) << 8) | (low >>> 24);
}

/** The smallest number of a finer bin. */
function leastOf(bin: number, finerBin: number): number {
  words[highWord] = (bin << (32 - binBits)) | (finerBin >>> 8);
  words[1 - highWord] = (finerBin & 0xff) << 24;
  return double[0] ?? 0;
}

/** The last bin from above at which the sum reaches `wanted`, and the sum above it. Rounding may keep it from being reached: then the lowest that is filled. */
function binThatReaches(sums: Float64Array, wanted: number, sumAbove: number): { bin: number; above: number } {
  let above = sumAbove;
  let lowest = { bin: 0, above };
  for (let bin = sums.length - 1; bin >= 0; bin--) {
    const sum = sums[bin] ?? 0;
    if (sum === 0) continue;
    lowest = { bin, above };
    if (above + sum >= wanted) break;
    above += sum;
  }
  return lowest;
}

/**
 * Finds the density from which on the parts of a map together hold a share of its probability: the region of least area that does.
 *
 * The map is gone through twice, in constant memory: all parts are given to `first`, then again to `second`. Densities that differ by less
 * than one part in 2²⁸ count as equal, and equal ones are in the region together.
 */
export class DensityRanks {
  readonly #sums = new Float64Array(bins);
  #finer: Float64Array | undefined;
  #total = 0;
  #cut = { bin: 0, above: 0 };

  /** @param probability of the part: density times area. Parts of none are left out. */
  first(density: number, probability: number): void {
    if (!(density > 0 && probability > 0) || density === Number.POSITIVE_INFINITY) return;
    const bin = binOf(density);
    this.#sums[bin] = (this.#sums[bin] ?? 0) + probability;
    this.#total += probability;
  }

  /** Probability of all parts. */
  get total(): number {
    return this.#total;
  }

  /** All of it is more than rounded sums may reach. */
  #wanted(share: number): number {
    return share < 1 ? share * this.#total : Number.POSITIVE_INFINITY;
  }

  /** Between the two rounds: what share is wanted, above 0 and at most 1. */
  want(share: number): void {
    this.#cut = binThatReaches(this.#sums, this.#wanted(share), 0);
    this.#finer = new Float64Array(finerBins);
  }

  second(density: number, probability: number): void {
    if (this.#finer === undefined || !(density > 0 && probability > 0)) return;
    if (binOf(density) !== this.#cut.bin) return;
    const bin = finerBinOf(density);
    this.#finer[bin] = (this.#finer[bin] ?? 0) + probability;
  }

  /** The least density that is inside the region. */
  threshold(share: number): number {
    const { bin, above } = this.#cut;
    const finer = binThatReaches(this.#finer ?? new Float64Array(0), this.#wanted(share), above);
    return leastOf(bin, finer.bin);
  }
}
