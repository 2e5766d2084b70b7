import { expect, test } from 'vitest';
import { tableFromValues } from '#server/formats/table.ts';
import type { Answer } from '#server/http/answer.ts';
import { createTrace } from '#server/telemetry/trace.ts';
import { formatNamed, tableAnswer } from './table-answer.ts';

const rows = 5_000;
const numbers = Array.from({ length: rows }, (_, row) => row / 7);
const texts = numbers.map((number) => `text ${number}`);
const table = tableFromValues(
  Array.from({ length: 20 }, (_, k) => [
    { name: `i:magpsf${k}`, kind: 'double' as const, source: numbers },
    { name: `d:class${k}`, kind: 'text' as const, source: texts },
  ]).flat(),
  rows,
);

const bytesOf = (body: Answer['body'] | undefined): Buffer =>
  Array.isArray(body) ? Buffer.concat(body) : Buffer.alloc(0);

const contextOf = (signal: AbortSignal) => ({
  signal,
  trace: createTrace({}, { nowMs: () => 0, randomHex: (bytes) => '0'.repeat(bytes * 2) }),
});

test.each(['json', 'csv', 'ndjson', 'parquet', 'votable', 'arrow', 'fits'])(
  '%s: a long answer is made in slices, other requests have their turns, and it is whole with a tag of its own',
  async (name) => {
    const format = formatNamed(name);
    let turns = 0;
    let isOver = false;
    const other = (): void => {
      turns++;
      if (!isOver) setImmediate(other);
    };
    setImmediate(other);
    const answers = [1, 2].map(() =>
      tableAnswer(table, { format, truncated: false }, contextOf(new AbortController().signal)),
    );
    const [first, second] = await Promise.all(answers);
    isOver = true;
    expect(turns).toBeGreaterThan(3);
    expect(first?.headers?.etag).toMatch(/^"[\w-]+"$/);
    expect(second?.headers?.etag).toBe(first?.headers?.etag);
    const body = bytesOf(first?.body);
    expect(body.length).toBeGreaterThan(10_000);
    if (['json', 'csv', 'ndjson'].includes(name)) expect(body.equals(Buffer.from(format.encode(table)))).toBe(true);
  },
);

test('a long answer that nobody waits for any more is not made to its end', async () => {
  const left = new AbortController();
  const answer = tableAnswer(table, { format: formatNamed('json'), truncated: false }, contextOf(left.signal));
  left.abort();
  await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
});
