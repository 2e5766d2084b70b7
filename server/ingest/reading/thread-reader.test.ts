import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PortalError } from '#domain/failure.ts';
import { listInputFiles } from '#server/ingest/inputs/input-files.ts';
import { packetOf, plainPacket } from '#server/ingest/testing/packets.ts';
import { dumpStore, fileDigests, ingestInto, scratchFolder, smallBatches } from '#server/ingest/testing/scratch.ts';
import { createAlertReading } from './alert-reading.ts';
import type { AlertReader, ReadingHandlers } from './handlers.ts';
import { createThreadReader } from './thread-reader.ts';

const folder = scratchFolder();
const at = (name: string): string => join(folder.path, name);
afterAll(folder.remove);

/** What a reading told, in order; batches by their texts, memory given back at once. */
function recorded(change: Partial<ReadingHandlers> = {}) {
  const told: string[] = [];
  const handlers: ReadingHandlers = {
    shape: async ({ shape, survey }) => void told.push(`shape ${shape} ${survey}`),
    batch: async ({ alerts, texts, buffer }) => {
      told.push(`batch ${alerts} ${texts.join()}`);
      return buffer;
    },
    rejected: ({ name, reason }) => void told.push(`rejected ${name}: ${reason}`),
    bytes: () => {},
    ...change,
  };
  return { told, handlers };
}

describe('alerts read in a thread', () => {
  beforeAll(() => {
    mkdirSync(at('night'));
    for (let index = 100; index < 145; index++) {
      const bytes = index % 7 === 0 ? Buffer.from('no packet') : packetOf(plainPacket(index));
      writeFileSync(join(at('night'), `${index}.avro`), bytes);
    }
  });

  test('make the same rows, lake files and rejections as alerts read in the thread that stores them', async () => {
    const options = { batchLimits: smallBatches };
    const apart = await ingestInto(at('apart'), [at('night')], { ...options, inThread: true });
    const together = await ingestInto(at('together'), [at('night')], options);
    expect({ ...apart, seconds: 0 }).toEqual({ ...together, seconds: 0 });
    expect(apart).toMatchObject({ alerts: 39, rejected: 6 });
    expect(await dumpStore(at('apart'))).toEqual(await dumpStore(at('together')));
    expect(fileDigests(at('apart/lake'))).toEqual(fileDigests(at('together/lake')));
  });

  test('come in the order of the input, and again with the same thread', async () => {
    const inputs = await listInputFiles([at('night')]);
    const toldBy = async (reader: AlertReader): Promise<readonly string[]> => {
      const { told, handlers } = recorded();
      await reader.read(inputs, handlers, { limits: smallBatches });
      return told;
    };
    const thread = createThreadReader();
    const first = await toldBy(thread);
    expect(await toldBy(thread)).toEqual(first);
    expect(first).toEqual(await toldBy(createAlertReading()));
    await thread.close();
  });

  test('wait for those before: two batches are on their way, no more', async () => {
    let waiting = 0;
    let most = 0;
    let second = (): void => undefined;
    const bothThere = new Promise<void>((resolve) => {
      second = resolve;
    });
    const { handlers } = recorded({
      async batch({ buffer }) {
        most = Math.max(most, ++waiting);
        if (most === 2) second();
        await bothThere;
        await new Promise((resolve) => setTimeout(resolve, 20));
        waiting--;
        return buffer;
      },
    });
    const thread = createThreadReader();
    await thread.read(await listInputFiles([at('night')]), handlers, {
      limits: { alertsAtMost: 2, stampBytesAtMost: 1e6 },
    });
    expect(most).toBe(2);
    await thread.close();
  });

  test.each([
    ['a shape', { shape: () => Promise.reject(new PortalError('unavailable', 'The disk is full.')) }],
    ['a batch', { batch: () => Promise.reject(new PortalError('unavailable', 'The disk is full.')) }],
  ] as const)('end where storing %s fails, with its words; the next reading is whole', async (_, failing) => {
    const thread = createThreadReader();
    const inputs = await listInputFiles([at('night')]);
    await expect(thread.read(inputs, recorded(failing).handlers, { limits: smallBatches })).rejects.toThrow(
      'The disk is full.',
    );
    const { told, handlers } = recorded();
    await thread.read(inputs, handlers, { limits: smallBatches });
    expect(told.at(-1)).toMatch(/^batch /);
    await thread.close();
  });

  test('end when they are given up', async () => {
    const stop = new AbortController();
    const thread = createThreadReader();
    const { handlers } = recorded({
      async shape() {
        stop.abort();
        return undefined;
      },
    });
    const inputs = await listInputFiles([at('night')]);
    await expect(thread.read(inputs, handlers, { limits: smallBatches, signal: stop.signal })).rejects.toMatchObject({
      kind: 'aborted',
    });
    await thread.close();
  });
});
