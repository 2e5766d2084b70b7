import { appendFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packetOf, plainPacket } from '#server/ingest/testing/packets.ts';
import { dumpStore, fileDigests, ingestInto, scratchFolder, withStore } from '#server/ingest/testing/scratch.ts';
import { encodeCell } from '#server/storage/cell-codec.ts';
import { admin } from './testing/run-admin.ts';

const folder = scratchFolder();
const at = (...names: readonly string[]): string => join(folder.path, ...names);
afterAll(folder.remove);

const sentence = (words: RegExp) => ({ status: 1, out: '', err: expect.stringMatching(words) });

describe('a backup', () => {
  const dataDir = at('data');
  let rows: readonly string[] = [];
  beforeAll(async () => {
    mkdirSync(at('packets'));
    for (const index of [1, 2, 3]) writeFileSync(at('packets', `${index}.avro`), packetOf(plainPacket(index)));
    await ingestInto(dataDir, [at('packets')]);
    rows = await dumpStore(dataDir);
    expect(await admin(dataDir, 'backup', at('backup'))).toMatchObject({ status: 0, err: '' });
  }, 60_000);

  test('brings back every row and every file', async () => {
    const { status, out } = await admin(at('restored'), 'restore', at('backup'));
    expect(status).toBe(0);
    expect(out).toMatch(/^\d+ rows and \d+ files of 20\d\d-.+ restored to .+restored\n$/);
    expect(await dumpStore(at('restored'))).toEqual(rows);
    expect(fileDigests(at('restored', 'lake'))).toEqual(fileDigests(join(dataDir, 'lake')));
    expect(await admin(at('restored'), 'verify')).toMatchObject({ status: 0, err: '' });
  });

  test('is made while somebody writes: the rows of one moment, each with its stamps', async () => {
    await withStore(dataDir, async (store) => {
      const writing = (async () => {
        for (let step = 0; step < 200; step++) {
          const cells = [['d:n', encodeCell('integer', step)]] as const;
          const both = ['a', 'b'].map((key) => ({ key, timestampMs: 1, cells }));
          await store.writeAll([{ table: 'ztf.metadata', rows: both }]);
        }
      })();
      const { status } = await admin(dataDir, 'backup', at('live'));
      expect(status).toBe(0);
      await writing;
      await store.writeAll([{ table: 'ztf.metadata', rows: [], removed: ['a', 'b'] }]);
    });
    await admin(at('live-restored'), 'restore', at('live'));
    const { out } = await admin(at('live-restored'), 'dump', 'ztf.metadata');
    const values = out
      .trim()
      .split('\n')
      .filter((line) => !line.includes('"schema_'))
      .map((line) => Object.values(JSON.parse(line === '' ? '{"cells":{}}' : line).cells)[0]);
    expect(new Set(values).size).toBeLessThanOrEqual(1);
  });

  test('shares lake files on the same disk instead of copying them', () => {
    const [path = ''] = Object.keys(fileDigests(join(dataDir, 'lake')));
    expect(statSync(at('backup', 'lake', path)).ino).toBe(statSync(join(dataDir, 'lake', path)).ino);
    expect(statSync(at('restored', 'lake', path)).ino).not.toBe(statSync(join(dataDir, 'lake', path)).ino);
  });

  test('goes into a new folder only, outside of the data', async () => {
    expect(await admin(dataDir, 'backup', at('backup'))).toMatchObject(
      sentence(/^The folder .+ is not empty: name a new one\.\n$/),
    );
    expect(await admin(dataDir, 'backup', join(dataDir, 'mine'))).toMatchObject(
      sentence(/^The backup can't be inside /),
    );
    expect(await admin(at('none'), 'backup', at('empty'))).toMatchObject(sentence(/^There is no data yet in /));
  });

  test('is restored into an empty folder only', async () => {
    expect(await admin(dataDir, 'restore', at('backup'))).toMatchObject(
      sentence(/^The folder .+data is not empty: set DATA_DIR to a new folder to restore into\.\n$/),
    );
    expect(await dumpStore(dataDir)).toEqual(expect.arrayContaining([...rows]));
  });

  test('that is damaged, cut off or newer is refused before anything is written', async () => {
    const manifest = readFileSync(at('live', 'backup.json'), 'utf8');
    const newer = JSON.stringify({ ...JSON.parse(manifest), format: 9 });
    const cases: readonly (readonly [() => void, RegExp])[] = [
      [
        () => appendFileSync(at('live', 'tables', 'data.mdb'), 'x'),
        /^The backup is damaged: .+data\.mdb is not what was backed up/,
      ],
      [() => rmSync(at('live', 'tables', 'data.mdb')), /^The backup is damaged: .+data\.mdb is missing/],
      [() => writeFileSync(at('live', 'backup.json'), newer), /^The backup was made by a newer version/],
      [() => writeFileSync(at('live', 'backup.json'), manifest.replace('format.json', '../../x')), /is damaged/],
      [() => rmSync(at('live', 'backup.json')), /^The folder .+ holds no whole backup: it has no backup\.json\.\n$/],
    ];
    for (const [damage, words] of cases) {
      damage();
      expect(await admin(at('refused'), 'restore', at('live'))).toMatchObject(sentence(words));
      expect(() => statSync(at('refused'))).toThrow('ENOENT');
    }
  });
});

test('verify names rows whose stamps are gone', async () => {
  const dataDir = at('verified');
  writeFileSync(at('9.avro'), packetOf(plainPacket(9)));
  await ingestInto(dataDir, [at('9.avro')]);
  const [path = ''] = Object.keys(fileDigests(join(dataDir, 'lake')));
  rmSync(join(dataDir, 'lake', path));
  expect(await admin(dataDir, 'verify')).toMatchObject({
    status: 1,
    err: expect.stringMatching(/^ztf\.cutouts ZTF99aaaaaaj_2460229\.509: year=2023\/.+ is missing\n$/),
  });
});
