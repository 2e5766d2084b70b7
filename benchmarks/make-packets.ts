// Makes a tar of ZTF packets for load tests from a folder of packets: ids, positions, times and magnitudes jittered, stamps kept.
// node --import tsx benchmarks/make-packets.ts FOLDER OUT.tar COUNT
import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import tar from 'tar-stream';
import { benchObjectName, createPacketEncoder } from './packet-encoder.ts';

const [folder = '', out = '', countText = '20000'] = process.argv.slice(2);
const names = (await readdir(folder)).filter((name) => name.endsWith('.avro')).sort();
const encoders = await Promise.all(names.map(async (name) => createPacketEncoder(await readFile(join(folder, name)))));

const count = Number(countText);
const pack = tar.pack();
const file = createWriteStream(out);
pack.pipe(file);
for (let i = 0; i < count; i++) {
  const encoder = encoders[i % encoders.length];
  if (encoder === undefined) throw new Error(`There is no packet in ${folder}.`);
  const candid = 9_100_000_000_000_000_000n + BigInt(i);
  const bytes = encoder({
    objectId: benchObjectName(Math.floor(i / 4)),
    candid,
    jd: 2460229.7 + (i % 7919) * 3.7e-5,
    ra: (i * 137.508) % 360,
    dec: -30 + ((i * 0.618) % 110),
    salt: randomBytes(8),
  });
  await new Promise<void>((resolve, reject) => {
    pack.entry({ name: `${candid}.avro`, size: bytes.length }, bytes, (error) => (error ? reject(error) : resolve()));
  });
}
pack.finalize();
await finished(file);
