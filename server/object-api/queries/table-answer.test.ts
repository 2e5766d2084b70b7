import { parquetMetadata } from 'hyparquet';
import { expect, test } from 'vitest';
import { truncatedHeader } from '#server/contracts/object-api.ts';
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

const limitTold: Readonly<Record<string, (limit: number) => RegExp>> = {
  votable: (limit) => new RegExp(`<INFO name="truncated" value="${limit}"/>`),
  fits: (limit) => new RegExp(`TRUNCAT = +${limit} `),
};

async function told(name: string, limit: number | undefined): Promise<Buffer> {
  const how = { format: formatNamed(name), truncated: limit !== undefined, ...(limit === undefined ? {} : { limit }) };
  const { body, headers } = await tableAnswer(table, how, contextOf(new AbortController().signal));
  expect(headers?.[truncatedHeader]).toBe(limit?.toString());
  expect(bytesOf(body).toString('latin1')).not.toMatch(/server-timing/i);
  return bytesOf(body);
}

test.each(['votable', 'fits'])('%s made in slices tells the limit that its header tells', async (name) => {
  expect((await told(name, 7000)).toString('latin1')).toMatch(limitTold[name]?.(7000) ?? /^$/);
  expect((await told(name, undefined)).toString('latin1')).toMatch(limitTold[name]?.(0) ?? /^$/);
});

test('Parquet made in slices tells the limit that its header tells', async () => {
  const metadataOf = async (limit: number | undefined) =>
    parquetMetadata(new Uint8Array(await told('parquet', limit)).buffer).key_value_metadata;
  expect(await metadataOf(7000)).toEqual([{ key: 'truncated', value: '7000' }]);
  expect(await metadataOf(undefined)).toEqual([{ key: 'truncated', value: '0' }]);
});

test('Arrow made in slices tells the limit that its header tells', async () => {
  expect((await told('arrow', 7000)).toString('latin1')).toMatch(/truncated.{0,40}7000|7000.{0,40}truncated/s);
  expect((await told('arrow', undefined)).includes('truncated')).toBe(false);
});

test('what a limit cut short is not what happens to have as many rows: another tag', async () => {
  const tagFor = async (truncated: boolean) => {
    const how = { format: formatNamed('votable'), truncated, limit: rows, stamp: 'the same rows' };
    return (await tableAnswer(table, how, contextOf(new AbortController().signal))).headers?.etag;
  };
  expect(await tagFor(true)).not.toBe(await tagFor(false));
});

test('a long answer that nobody waits for any more is not made to its end', async () => {
  const left = new AbortController();
  const answer = tableAnswer(table, { format: formatNamed('json'), truncated: false }, contextOf(left.signal));
  left.abort();
  await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
});
