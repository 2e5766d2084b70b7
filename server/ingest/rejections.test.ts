import { createWriteStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import tar from 'tar-stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openIngestDeps } from './deps.ts';
import { parseDataEnv } from './env.ts';
import { packetOf, plainPacket } from './testing/packets.ts';
import { dumpStore, ingestInto, scratchFolder } from './testing/scratch.ts';

const folder = scratchFolder();
const at = (name: string): string => join(folder.path, name);
afterAll(folder.remove);

async function writeArchive(path: string, entries: readonly (readonly [name: string, bytes: Buffer])[]): Promise<void> {
  const pack = tar.pack();
  const file = createWriteStream(path);
  const end = finished(path.endsWith('.gz') ? pack.pipe(createGzip()).pipe(file) : pack.pipe(file));
  for (const [name, bytes] of entries) pack.entry({ name }, bytes);
  pack.finalize();
  await end;
}

const whole = packetOf(plainPacket(1));

describe('packets that are no alerts', () => {
  beforeAll(() => {
    mkdirSync(at('mixed'));
    const put = (name: string, bytes: Uint8Array | string): void => writeFileSync(join(at('mixed'), name), bytes);
    put('1-whole.avro', whole);
    put('2-cut-off.avro', whole.subarray(0, whole.length - 40));
    put('3-cut-off-schema.avro', whole.subarray(0, 60));
    put('4-text.avro', 'this is no packet');
    put('5-empty.avro', '');
    put('6-no-time.avro', packetOf({ ...plainPacket(2), candidate: { ...plainPacket(2).candidate, jd: Number.NaN } }));
    put('7-other-name.avro', packetOf({ ...plainPacket(3), objectId: 'SN2024abc' }));
    put(
      '8-other-schema.avro',
      packetOf({ a: 1 }, { type: 'record', name: 'other', fields: [{ name: 'a', type: 'int' }] }),
    );
    put(
      '9-broken-schema.avro',
      Buffer.from(whole.toString('latin1').replace('{"type":"record"', '{"type":"rec#rd"'), 'latin1'),
    );
    put('a-whole.avro', packetOf(plainPacket(4)));
  });

  test('are counted and named with their reason, and the rest goes in', async () => {
    const summary = await ingestInto(at('data'), [at('mixed')]);
    expect(summary).toMatchObject({ alerts: 2, objects: 2, rejected: 8 });
    const reasons = summary.rejections.map(({ name, reason }) => `${name.slice(at('mixed').length + 1)}: ${reason}`);
    expect(reasons).toEqual([
      '2-cut-off.avro: the packet is cut off',
      '3-cut-off-schema.avro: the packet is cut off',
      '4-text.avro: not an Avro packet',
      '5-empty.avro: the file is empty',
      '6-no-time.avro: jd is missing',
      '7-other-name.avro: objectId SN2024abc is no ZTF name',
      '8-other-schema.avro: its fields are those of no survey that is known here',
      '9-broken-schema.avro: the schema of the packet is not that of a record',
    ]);
  });

  test.each(['night.tar', 'night.tar.gz'])('in %s are named by archive and entry', async (name) => {
    await writeArchive(at(name), [
      ['1.avro', whole],
      ['2.avro', Buffer.from('no packet')],
      ['3.avro', packetOf(plainPacket(5))],
    ]);
    const summary = await ingestInto(at(`data-${name}`), [at(name)]);
    expect(summary).toMatchObject({ alerts: 2, rejected: 1 });
    expect(summary.rejections).toEqual([{ name: `${at(name)}:2.avro`, reason: 'not an Avro packet' }]);
  });

  test('an archive that is cut off gives what it has, and says so', async () => {
    await writeArchive(
      at('whole.tar.gz'),
      Array.from({ length: 20 }, (_, i) => [`${i}.avro`, packetOf(plainPacket(100 + i))] as const),
    );
    const bytes = readFileSync(at('whole.tar.gz'));
    writeFileSync(at('cut.tar.gz'), bytes.subarray(0, bytes.length - 200));
    const summary = await ingestInto(at('data-cut'), [at('cut.tar.gz')]);
    expect(summary.rejected).toBe(1);
    expect(summary.rejections[0]?.reason).toMatch(/^the archive is cut off or damaged/);
    expect(summary.alerts).toBeGreaterThan(0);
  });

  test('a Parquet file that is cut off is named', async () => {
    writeFileSync(at('cut.parquet'), Buffer.from('PAR1 and then nothing of use'));
    const summary = await ingestInto(at('data-parquet'), [at('cut.parquet')]);
    expect(summary).toMatchObject({ alerts: 0, rejected: 1 });
    expect(summary.rejections[0]?.reason).toMatch(/^the Parquet file is cut off or damaged/);
  });
});

describe('what an ingest refuses in one sentence', () => {
  test('a path that is not there', async () => {
    await expect(ingestInto(at('none'), [at('nowhere')])).rejects.toThrow(
      `There is no file or folder ${at('nowhere')}.`,
    );
  });

  test('a folder without files', async () => {
    mkdirSync(at('hollow'));
    await expect(ingestInto(at('none'), [at('hollow')])).rejects.toThrow(
      `There is no file in the folder ${at('hollow')}.`,
    );
  });

  test('a store that another ingest writes to', () => {
    const env = parseDataEnv({ DATA_DIR: at('locked') });
    const first = openIngestDeps(env, () => 0);
    expect(() => openIngestDeps(env, () => 0)).toThrow(/ingest|writ/);
    return first.close();
  });

  test('data of a newer format', async () => {
    mkdirSync(at('newer'));
    writeFileSync(join(at('newer'), 'format.json'), '{"format":99}\n');
    await expect(ingestInto(at('newer'), [at('mixed')])).rejects.toThrow(/newer version of this program \(format 99/);
  });

  test('a setting that is not one', () => {
    expect(() => parseDataEnv({ TABLE_STORE: 'oracle' })).toThrow(/TABLE_STORE=oracle/);
  });
});

describe('cells of a packet', () => {
  test('NaN is a cell, null is none, and 64-bit ids are exact', async () => {
    const packet = plainPacket(6);
    const candidate = { ...packet.candidate, distnr: Number.NaN, magnr: null };
    writeFileSync(at('nan.avro'), packetOf({ ...packet, candid: 9_223_372_036_854_775_001n, candidate }));
    await ingestInto(at('data-nan'), [at('nan.avro')]);
    const row = (await dumpStore(at('data-nan'))).find((text) => text.startsWith('ztf ZTF99')) ?? '';
    expect(row).toContain('i:distnr=7fc00000\n');
    expect(row).not.toContain('i:magnr=');
    expect(row).toContain('i:candid=7ffffffffffffcd9\n');
  });

  test('an alert that comes twice is stored once; the form with the broker values stays', async () => {
    const bare = plainPacket(7);
    writeFileSync(at('bare.avro'), packetOf(bare));
    writeFileSync(at('rich.avro'), packetOf({ ...bare, cdsxmatch: 'QSO', fink_science_version: '9.9' }));
    await ingestInto(at('data-rich'), [at('rich.avro')]);
    const before = await dumpStore(at('data-rich'));
    expect(await ingestInto(at('data-rich'), [at('bare.avro')])).toMatchObject({ alerts: 1, unchanged: 1 });
    expect(await dumpStore(at('data-rich'))).toEqual(before);
    await ingestInto(at('data-both'), [at('bare.avro')]);
    await ingestInto(at('data-both'), [at('rich.avro')]);
    const rows = (await dumpStore(at('data-both'))).filter((text) => text.startsWith('ztf ZTF99'));
    expect(rows).toHaveLength(1);
    expect(rows[0]).toContain(`d:cdsxmatch=${Buffer.from('QSO').toString('hex')}\n`);
  });

  test('an alert whose class the broker found leaves the class it had before, and no row of its own behind', async () => {
    const bare = plainPacket(8);
    writeFileSync(at('unclassed.avro'), packetOf(bare));
    writeFileSync(at('classed.avro'), packetOf({ ...bare, cdsxmatch: 'QSO', tns: '', fink_science_version: '9.9' }));
    writeFileSync(
      at('again.avro'),
      packetOf({ ...bare, cdsxmatch: 'Star', tns: 'SN Ia', fink_science_version: '9.9' }),
    );
    const keys = async (): Promise<readonly string[]> =>
      (await dumpStore(at('data-class')))
        .filter((text) => /^ztf\.(class|tns) (?!schema_)/.test(text))
        .map((text) => text.split(' 1')[0]?.split('_')[0] ?? '');
    await ingestInto(at('data-class'), [at('unclassed.avro')]);
    expect(await keys()).toHaveLength(1);
    await ingestInto(at('data-class'), [at('classed.avro')]);
    expect(await keys()).toEqual(['ztf.class QSO']);
    await ingestInto(at('data-class'), [at('again.avro')]);
    expect(await keys()).toEqual(['ztf.class Star', 'ztf.tns SN Ia']);
    await ingestInto(at('data-class'), [at('classed.avro')]);
    expect(await keys()).toEqual(['ztf.class QSO']);
  });
});
