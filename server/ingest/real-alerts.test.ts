import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { locatorFromText, type StampKind, type StampLocator, stampKinds } from '#domain/stamps/locator.ts';
import { realData } from '#fixtures/real-data.ts';
import { createLocalFiles } from '#server/adapters/local-files/local-files.ts';
import { prefixRange, type WideRowStore } from '#server/ports/wide-row-store.ts';
import { longTextReader, textReader } from '#server/storage/cell-codec.ts';
import { lakeLayouts } from '#server/storage/lake/lake-layout.ts';
import { readStamp } from '#server/storage/lake/read-stamp.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';
import { createAvroSchemas } from './avro/avro-schema.ts';
import { openAvroContainer } from './avro/container.ts';
import golden from './ingest.golden.json' with { type: 'json' };
import { recordFrom } from './records/record-shape.ts';
import { dumpStore, fileDigests, ingestInto, rowText, scratchFolder, withStore } from './testing/scratch.ts';

const data = realData();
const isPacketColumn = (column: string): boolean => column.startsWith('i:');
const everyColumn = (): boolean => true;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Number of the alert rows of a table, and the digest of all their cells. */
function tableDigest(dataDir: string, table: string, keep: (column: string) => boolean) {
  return withStore(dataDir, async (store) => {
    const lines: string[] = [];
    for await (const row of store.scan(table, [{ start: '' }])) {
      if (!row.key.startsWith('schema_')) lines.push(`${row.key} ${sha256(rowText(row, keep))}\n`);
    }
    return { rows: lines.length, sha256: sha256(lines.join('')) };
  });
}

/** Locators of the cutouts table by candid, as decimal text. */
async function locatorsByAlert(store: WideRowStore): Promise<ReadonlyMap<string, StampLocator>> {
  const locatorOf = textReader(ztfTables.locatorColumn);
  const idOf = longTextReader(ztfTables.alertIdColumn);
  const found = new Map<string, StampLocator>();
  for await (const row of store.scan(ztfTables.cutouts.name, [prefixRange('ZTF')])) {
    const locator = locatorFromText(locatorOf(row) ?? '');
    if (locator) found.set(idOf(row) ?? '', locator);
  }
  return found;
}

/** Candid and stamps of every packet of a folder. */
function packetStamps(folder: string): readonly { candid: string; stamps: Record<StampKind, Uint8Array> }[] {
  const schemas = createAvroSchemas();
  return readdirSync(folder).flatMap((name) => {
    const { schemaText, blocks } = openAvroContainer(readFileSync(join(folder, name)));
    return [...blocks].flatMap(({ bytes, count }) =>
      schemas(schemaText)
        .decode(bytes, count)
        .map((record) => {
          const stamp = (kind: StampKind): Uint8Array => {
            const data = recordFrom(record[`cutout${kind}`])?.stampData;
            return data instanceof Uint8Array ? gunzipSync(data) : new Uint8Array();
          };
          return {
            candid: String(record.candid),
            stamps: { Science: stamp('Science'), Template: stamp('Template'), Difference: stamp('Difference') },
          };
        }),
    );
  });
}

describe.skipIf(data === undefined)('real alerts', () => {
  const folder = scratchFolder();
  const at = (name: string): string => join(folder.path, name);
  const packets = join(data ?? '', 'ztf/avro');
  afterAll(folder.remove);

  describe('24 packets of a night', () => {
    beforeAll(async () => {
      await ingestInto(at('packets'), [packets]);
    });

    test('every field of every packet is in its row, as fastavro reads it', async () => {
      expect(await tableDigest(at('packets'), 'ztf', isPacketColumn)).toEqual(golden.packets.ztf);
      expect(golden.packets.ztf.rows).toBe(24);
    });

    test.each(['ztf.upper', 'ztf.uppervalid', 'ztf.forced'] as const)(
      'the history of the packets is in %s',
      async (table) => {
        expect(await tableDigest(at('packets'), table, everyColumn)).toEqual(golden.packets[table]);
      },
    );

    test('each stamp of each packet is read through its locator, byte for byte', async () => {
      const files = createLocalFiles({ root: at('packets/lake') });
      const locators = await withStore(at('packets'), locatorsByAlert);
      let compared = 0;
      for (const { candid, stamps } of packetStamps(packets)) {
        const locator = locators.get(candid);
        for (const kind of stampKinds) {
          const stored = locator && (await readStamp(files, locator, kind, { encoding: lakeLayouts.ztf.encoding }));
          expect(Buffer.from(stored ?? []).equals(stamps[kind]), `${candid} ${kind}`).toBe(true);
          compared++;
        }
      }
      await files.close();
      expect(compared).toBe(72);
    });

    test('the same packets again change no row and no file', async () => {
      const before = { rows: await dumpStore(at('packets')), files: fileDigests(at('packets/lake')) };
      const again = await ingestInto(at('packets'), [packets]);
      expect(again).toMatchObject({ alerts: 24, unchanged: 24, rejected: 0 });
      expect({ rows: await dumpStore(at('packets')), files: fileDigests(at('packets/lake')) }).toEqual(before);
    });
  });

  test.each(Object.entries(golden.nights))(
    'every cell of the nightly file %s is as pyarrow reads it',
    async (name, tables) => {
      const summary = await ingestInto(at(name), [join(data ?? '', 'ztf/parquet', name)]);
      expect(summary).toMatchObject({ alerts: tables.ztf.rows, rejected: 0 });
      expect(await tableDigest(at(name), 'ztf', everyColumn)).toEqual(tables.ztf);
    },
  );

  test('every cell of a Rubin night is as pyarrow reads it: sources, objects, forced photometry', async () => {
    await ingestInto(at('rubin'), [join(data ?? '', 'lsst/fink-lsst-v7.1.snappy.parquet')]);
    for (const [table, expected] of Object.entries(golden.rubin)) {
      expect(await tableDigest(at('rubin'), table, everyColumn), table).toEqual(expected);
    }
  });

  test('a Rubin packet of schema 10 goes in, with its source, object and stamps', async () => {
    const summary = await ingestInto(at('rubin10'), [join(data ?? '', 'lsst/rubin-v10.0-sample.avro')]);
    expect(summary).toMatchObject({ alerts: 1, objects: 1, nights: 1, rejected: 0 });
    const keys = (await dumpStore(at('rubin10'))).map((text) => text.split('\n', 1)[0]);
    expect(keys).toContain('rubin.diaSource_static 201_281323062375219201_60902.993305483615 1755301784594');
    expect(keys).toContain('rubin.cutouts 200_281323062375219200 1755301784594');
  });

  test('rows that alerts share show the latest alert, in whatever order alerts come', async () => {
    const files = readdirSync(join(data ?? '', 'ztf/parquet')).map((name) => join(data ?? '', 'ztf/parquet', name));
    await ingestInto(at('forward'), [...files, packets]);
    await ingestInto(at('backward'), [packets, ...files.toReversed()]);
    const shared = ['ztf.pixel128', 'ztf.tracklet'];
    const of = async (dataDir: string) =>
      (await dumpStore(dataDir)).filter((text) => shared.some((table) => text.startsWith(`${table} `)));
    expect(await of(at('backward'))).toEqual(await of(at('forward')));
  });
});
