import type { TableShape } from './survey-tables.ts';

/**
 * Keys at which a table is cut into `regions` parts of about the same number of rows; fewer where the keys don't allow more, none where
 * it can't be foretold how they spread (tables by time, by class, short lists).
 */
export function splitKeys({ key }: TableShape, regions: number): readonly string[] {
  const spread = key[0]?.spread;
  if (spread === undefined) return [];
  const keys = new Set(Array.from({ length: Math.max(0, regions - 1) }, (_, index) => spread((index + 1) / regions)));
  keys.delete('');
  return [...keys].sort();
}
