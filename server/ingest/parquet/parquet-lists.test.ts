import { writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { type PlainRecord, recordFrom } from '#server/ingest/records/record-shape.ts';
import { scratchFolder } from '#server/ingest/testing/scratch.ts';
import golden from './parquet-lists.golden.json' with { type: 'json' };
import { openParquet } from './parquet-records.ts';

const folder = scratchFolder();
afterAll(folder.remove);

async function recordsOf(bytes: Uint8Array): Promise<readonly PlainRecord[]> {
  const path = join(folder.path, 'lists.parquet');
  writeFileSync(path, bytes);
  const handle = await open(path, 'r');
  try {
    const { read } = await openParquet(handle, bytes.length);
    const records: PlainRecord[] = [];
    for await (const record of read(() => true)) records.push(record);
    return records;
  } finally {
    await handle.close();
  }
}

/** As the golden has it: ids as text. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return value.map(plain);
  const record = recordFrom(value);
  return record ? Object.fromEntries(Object.entries(record).map(([name, inner]) => [name, plain(inner)])) : value;
}

/** What a record says where the file has nothing: no list of records is an empty one, and so are records that are null. */
function expectedOf({ id, prv, numbers, one }: (typeof golden.rows)[number]): unknown {
  const epochs = (prv ?? []).filter((epoch) => epoch !== null);
  return { id, prv: epochs, numbers, one: one ?? { a: null, b: null } };
}

describe.each(Object.entries(golden.files))('a file with lists, %s', (_, file) => {
  const bytes = Buffer.from(file, 'base64');

  test('is read as pyarrow reads it: lists over several pages, empty, null and with nulls in them', async () => {
    const records = await recordsOf(bytes);
    const found = records.map(({ id, prv, numbers, one }) => plain({ id, prv, numbers, one }));
    expect(found).toEqual(golden.rows.map(expectedOf));
  });

  test('of which a part is gone is refused as damaged', async () => {
    const damaged = Buffer.from(bytes);
    const start = Math.floor(bytes.length * 0.3);
    damaged.fill(0xff, start, start + 2000);
    await expect(recordsOf(damaged)).rejects.toMatchObject({ kind: 'corrupt' });
  });

  test('with any bytes changed is read or refused as damaged', async () => {
    const change = fc.record({ at: fc.nat(1 << 20), to: fc.nat(255), isInFooter: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const changed = Buffer.from(bytes);
        const footer = changed.readUInt32LE(changed.length - 8) + 8;
        for (const { at, to, isInFooter } of changes)
          changed[isInFooter ? changed.length - 1 - (at % footer) : at % changed.length] = to;
        const outcome = await recordsOf(changed).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toMatchObject({ kind: 'corrupt' });
      }),
      { numRuns: 300 },
    );
  });
});
