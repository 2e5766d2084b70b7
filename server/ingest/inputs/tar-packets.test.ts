import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { createGzip } from 'node:zlib';
import tar from 'tar-stream';
import { afterAll, expect, test } from 'vitest';
import { readTarPackets } from './tar-packets.ts';

const folder = mkdtempSync(join(tmpdir(), 'tar-packets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Bytes that differ from place to place and from file to file. */
function bytesOf(seed: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = seed + 1;
  for (let index = 0; index < length; index++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    bytes[index] = state >>> 24;
  }
  return bytes;
}

const lengths = [0, 1, 511, 512, 513, 70_000, 1024 * 1024, 1024 * 1024 + 1, 3_500_000, 9_000_000];
const files = Array.from({ length: 20 }, (_, index) => ({
  name: `${index}.avro`,
  bytes: bytesOf(index, lengths[(index * 7) % lengths.length] ?? 0),
}));

async function writeArchive(name: string, gzipped: boolean): Promise<string> {
  const path = join(folder, name);
  const pack = tar.pack();
  const written = gzipped
    ? pipeline(pack, createGzip({ level: 1 }), createWriteStream(path))
    : pipeline(pack, createWriteStream(path));
  for (const { name: entry, bytes } of files) pack.entry({ name: entry }, bytes);
  pack.finalize();
  await written;
  return path;
}

test.each([false, true])(
  'every packet is whole when it comes, however slowly it is used, whatever its size (gzip: %s)',
  async (gzipped) => {
    const path = await writeArchive(`night-${gzipped}`, gzipped);
    let read = 0;
    let index = 0;
    for await (const { name, bytes } of readTarPackets(path, { gzipped, onBytes: (count) => (read += count) })) {
      if (index % 3 === 0) await setTimeout(2);
      else await setImmediate();
      const file = files[index];
      expect(name).toBe(file?.name);
      expect(bytes?.equals(file?.bytes ?? Buffer.alloc(0))).toBe(true);
      index++;
    }
    expect(index).toBe(files.length);
    expect(read).toBeGreaterThan(1_000_000);
  },
);

test('an archive that is left midway, or is none, is closed and told', async () => {
  const path = await writeArchive('left', false);
  for await (const { name } of readTarPackets(path, { gzipped: false })) if (name === '5.avro') break;
  const aborting = new AbortController();
  const aborted = (async () => {
    for await (const { name } of readTarPackets(path, { gzipped: false, signal: aborting.signal }))
      if (name === '5.avro') aborting.abort();
  })();
  await expect(aborted).rejects.toMatchObject({ kind: 'aborted' });
  const noArchive = (async () => {
    for await (const _ of readTarPackets(path, { gzipped: true }));
  })();
  await expect(noArchive).rejects.toMatchObject({ kind: 'corrupt' });
});
