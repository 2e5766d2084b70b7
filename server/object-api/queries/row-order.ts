import { doubleFromCell } from '#server/formats/table.ts';
import type { RowBlock } from './row-block.ts';

/** Indexes of all rows of a block, in the order they were read. */
export function readOrder(block: RowBlock): number[] {
  const order: number[] = [];
  for (let index = 0; index < block.rows.length; index++) order.push(index);
  return order;
}

/** Values of a number column of 4 or 8 bytes by row of the block, NaN where there is none. */
export function doublesOfRows(block: RowBlock, name: string): Float64Array {
  const { bytes } = block;
  const values = new Float64Array(block.rows.length).fill(Number.NaN);
  block.cellsOf(name, (row, start, end) => {
    if (start >= 0)
      values[row] = end - start === 8 ? bytes.readDoubleBE(start) : doubleFromCell(bytes, start, end, name);
  });
  return values;
}

/** Cells of a column as opaque text, to tell rows apart; undefined where there is none. */
export function cellTextsOfRows(block: RowBlock, name: string): (string | undefined)[] {
  const texts: (string | undefined)[] = [];
  block.cellsOf(name, (_, start, end) => {
    texts.push(start < 0 ? undefined : block.bytes.toString('latin1', start, end));
  });
  return texts;
}

/** Rows by `values`, largest first; equal ones keep their order, those without a value come last. */
export function sortedDescending(order: readonly number[], values: Float64Array): number[] {
  const rank = (index: number): number => {
    const value = values[index];
    return value === undefined || Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value;
  };
  return [...order].sort((a, b) => {
    const left = rank(a);
    const right = rank(b);
    return left === right ? 0 : right - left;
  });
}

/** Of the rows that share a group, the one with the largest value; rows without a group stay. */
export function latestOfGroups(
  order: readonly number[],
  groups: readonly (string | undefined)[],
  values: Float64Array,
): number[] {
  const latest = new Map<string, number>();
  for (const index of order) {
    const group = groups[index];
    if (group === undefined) continue;
    const held = latest.get(group);
    if (held === undefined || (values[index] ?? 0) > (values[held] ?? 0)) latest.set(group, index);
  }
  return order.filter((index) => {
    const group = groups[index];
    return group === undefined || latest.get(group) === index;
  });
}
