import type { NewRow, Row } from './wide-row-store.ts';

const encoder = new TextEncoder();

/** A row of text or byte cells. */
export function newRow(
  key: string,
  cells: Readonly<Record<string, string | Uint8Array>>,
  timestampMs = 1_700_000_000_000,
): NewRow {
  const list = Object.entries(cells).map(
    ([name, value]) => [name, typeof value === 'string' ? encoder.encode(value) : value] as const,
  );
  return { key, timestampMs, cells: list };
}

/** A row as plain data, its cells as Latin-1 text. */
export function plain(
  row: Row | undefined,
): { key: string; timestampMs: number; cells: Record<string, string> } | undefined {
  if (row === undefined) return undefined;
  const cells: Record<string, string> = {};
  for (const [index, name] of row.columns.entries()) {
    cells[name] = Buffer.from(row.bytes.subarray(row.starts[index] ?? 0, row.ends[index] ?? 0)).toString('latin1');
  }
  return { key: row.key, timestampMs: row.timestampMs, cells };
}

export async function keysOf(rows: AsyncIterable<Row>): Promise<string[]> {
  const keys: string[] = [];
  for await (const row of rows) keys.push(row.key);
  return keys;
}

/** The kind of failure of `work`. */
export const kindOf = async (work: () => unknown): Promise<unknown> => {
  try {
    await work();
  } catch (error) {
    return error instanceof Error && 'kind' in error ? error.kind : error;
  }
  return 'no failure';
};
