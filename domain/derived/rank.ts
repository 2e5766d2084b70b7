function swap(values: Float64Array, a: number, b: number): void {
  const kept = values[a] ?? 0;
  values[a] = values[b] ?? 0;
  values[b] = kept;
}

/**
 * The value that would stand at `rank` (from 0) were the first `count` values sorted; they are reordered. Hoare's selection: a few passes
 * where sorting takes many. Values must not be NaN.
 */
export function valueAtRank(values: Float64Array, count: number, rank: number): number {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    // The middle of three as pivot: runs of ordered draws stay cheap.
    if ((values[middle] ?? 0) < (values[low] ?? 0)) swap(values, middle, low);
    if ((values[high] ?? 0) < (values[low] ?? 0)) swap(values, high, low);
    if ((values[high] ?? 0) < (values[middle] ?? 0)) swap(values, high, middle);
    const pivot = values[middle] ?? 0;
    let left = low;
    let right = high;
    while (left <= right) {
      while ((values[left] ?? 0) < pivot) left++;
      while (pivot < (values[right] ?? 0)) right--;
      if (left <= right) swap(values, left++, right--);
    }
    if (rank <= right) high = right;
    else if (rank >= left) low = left;
    else break;
  }
  return values[rank] ?? Number.NaN;
}
