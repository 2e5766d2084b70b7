/** Value below which `share` (0 to 1) of ascending values lie, linear between neighbours (numpy's default); NaN of nothing. */
export function quantile(ascending: ArrayLike<number>, share: number): number {
  const at = share * (ascending.length - 1);
  const low = ascending[Math.floor(at)] ?? Number.NaN;
  const high = ascending[Math.ceil(at)] ?? low;
  return low + (high - low) * (at - Math.floor(at));
}

/** The middle one of ascending values, or the mean of the middle two; NaN of nothing. */
export function medianOfAscending(ascending: ArrayLike<number>): number {
  const lower = ascending[(ascending.length - 1) >> 1] ?? Number.NaN;
  const upper = ascending[ascending.length >> 1] ?? Number.NaN;
  return lower === upper ? lower : (lower + upper) / 2;
}

/** {@link medianOfAscending} of values in any order. */
export function median(values: ArrayLike<number>): number {
  return medianOfAscending(ascending(values));
}

/** The middle one of the values, of two the smaller, so that it is one of them; NaN of nothing. */
export function lowerMedian(values: ArrayLike<number>): number {
  return ascending(values)[(values.length - 1) >> 1] ?? Number.NaN;
}

/** The values in order, NaN last. */
export function ascending(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values).sort();
}
