import { RowBlock } from './row-block.ts';
import type { RowPortions } from './row-portions.ts';

/** Rows that are ready, in the order of the answer; valid until the next are asked for. */
export interface OrderedBlock {
  readonly block: RowBlock;
  readonly order: readonly number[];
}

/** The first block is small, so that the first byte is early. */
const firstRows = 128;
const nextRows = 512;

/**
 * Rows of a reversed scan whose keys are `lead`, a time, `_` and anything: latest first, rows of one time ascending by key.
 *
 * Texts of times don't sort as the times do (`…5_` comes behind `…51_`), so a row waits while later ones may still go before it: those
 * whose times begin with its own. Memory is that of two blocks, and of the rows of such times.
 */
export async function* timeDescending(portions: RowPortions, lead: string): AsyncGenerator<OrderedBlock> {
  const timeOf = (key: string): string => key.slice(lead.length, endOfTime(key, lead.length));
  let block = new RowBlock();
  let spare = new RowBlock();
  try {
    for (let wanted = firstRows; await portions.addTo(block, wanted); wanted = nextRows) {
      const last = timeOf(block.rows.at(-1)?.key ?? '');
      const ready: number[] = [];
      const waiting: number[] = [];
      block.rows.forEach(({ key }, index) => {
        (last.startsWith(timeOf(key)) ? waiting : ready).push(index);
      });
      if (ready.length === 0) continue;
      yield { block, order: sorted(block, ready, timeOf) };
      spare.clear();
      for (const index of waiting) spare.addFrom(block, index, block.rows[index]?.aside);
      [block, spare] = [spare, block];
    }
    const rest = block.rows.map((_, index) => index);
    if (rest.length > 0) yield { block, order: sorted(block, rest, timeOf) };
  } finally {
    block.release();
    spare.release();
    await portions.close();
  }
}

function endOfTime(key: string, from: number): number {
  const end = key.indexOf('_', from);
  return end < 0 ? key.length : end;
}

/** The rows come descending by key, so the higher index is the smaller key. */
function sorted(block: RowBlock, rows: number[], timeOf: (key: string) => string): number[] {
  const times = block.rows.map(({ key }) => Number.parseFloat(timeOf(key)));
  return rows.sort((a, b) => (times[b] ?? 0) - (times[a] ?? 0) || b - a);
}
