import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { realData } from '#fixtures/real-data.ts';
import { createLocalFiles } from '#server/adapters/local-files/local-files.ts';
import { packetOf, plainPacket } from '#server/ingest/testing/packets.ts';
import { dumpStore, ingestInto, scratchFolder, smallBatches, withStore } from '#server/ingest/testing/scratch.ts';
import { prefixRange } from '#server/ports/wide-row-store.ts';
import { longTextReader, numberReader } from '#server/storage/cell-codec.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';
import { readTableTypes } from '#server/storage/tables/schema-rows.ts';
import golden from './nightly.golden.json' with { type: 'json' };
import { createPendingNights } from './pending-nights.ts';

const data = realData();
const { anomaly, statistics, lowStateBlazars, highStateBlazars, slsn, alerts } = ztfTables.byName;

const folder = scratchFolder();
afterAll(folder.remove);

/** Every count of every night: `{ ztf_20231012: { 'basic:raw': 24, … } }`. */
function countsIn(dataDir: string): Promise<Readonly<Record<string, Readonly<Record<string, number>>>>> {
  return withStore(dataDir, async (store) => {
    const nights: Record<string, Record<string, number>> = {};
    for await (const row of store.scan(statistics.name, [prefixRange('ztf_')])) {
      nights[row.key] = Object.fromEntries(row.columns.map((name) => [name, Number(longTextReader(name)(row))]));
    }
    return nights;
  });
}

function keysIn(dataDir: string, table: string): Promise<readonly string[]> {
  return withStore(dataDir, async (store) => {
    const keys: string[] = [];
    for await (const { key } of store.scan(table, [{ start: '', end: 'schema' }], { columns: [] })) keys.push(key);
    return keys;
  });
}

/** A packet in the broker's form: with the values that its modules add. */
function enriched(index: number, added: object, candidate: object = {}): Buffer {
  const packet = plainPacket(index);
  return packetOf({
    ...packet,
    candidate: { ...packet.candidate, rb: 0.9, nbad: 0, ...candidate },
    fink_broker_version: '3.1',
    fink_science_version: '5.0',
    cdsxmatch: 'Unknown',
    ...added,
  });
}

function write(name: string, packets: readonly Buffer[]): readonly string[] {
  return packets.map((packet, index) => {
    const path = join(folder.path, `${name}-${index}.avro`);
    writeFileSync(path, packet);
    return path;
  });
}

describe.skipIf(data === undefined)('statistics of real nights', () => {
  const whole = join(folder.path, 'whole');
  const inputs = ['ztf/parquet', 'ztf/avro'].map((path) => join(data ?? '', path));
  beforeAll(() => ingestInto(whole, inputs), 60_000);

  test('every count is as pandas makes it from the same files', async () => {
    const counts = await countsIn(whole);
    expect(Object.keys(counts)).toEqual(Object.keys(golden.nights).map((night) => `ztf_${night}`));
    for (const [night, expected] of Object.entries(golden.nights)) {
      const { simbad_tot, simbad_gal, ...basic } = expected;
      const wanted = Object.entries(basic).map(([name, count]) => [`basic:${name}`, count]);
      expect(counts[`ztf_${night}`]).toMatchObject({
        ...Object.fromEntries(wanted),
        'class:simbad_tot': simbad_tot,
        'class:simbad_gal': simbad_gal,
      });
    }
  });

  test('every valid alert is counted in one class, and the cells are longs that the schema row declares', async () => {
    for (const counts of Object.values(await countsIn(whole))) {
      const classes = Object.entries(counts).filter(([name]) => /^class:(?!simbad_)/.test(name));
      expect(classes.reduce((sum, [, count]) => sum + count, 0)).toBe(counts['basic:sci']);
    }
    const types = await withStore(whole, (store) => readTableTypes(store, statistics.name));
    expect(types.get('basic:exposures')).toBe('long');
    expect(new Set(types.values())).toEqual(new Set(['long']));
  });

  test('in pieces, in another order, twice: the same bytes as in one go', async () => {
    const pieces = join(folder.path, 'pieces');
    const packets = join(data ?? '', 'ztf/avro');
    const files = readdirSync(packets).map((name) => join(packets, name));
    for (const some of [files.slice(12), files.slice(0, 5), files, [inputs[0] ?? '']]) {
      await ingestInto(pieces, some, { batchLimits: smallBatches });
    }
    // Only the places in the lake follow from how alerts came together.
    const rowsIn = async (dir: string): Promise<readonly string[]> =>
      (await dumpStore(dir)).filter((line) => !line.startsWith('ztf.cutouts '));
    expect(await rowsIn(pieces)).toEqual(await rowsIn(whole));
  }, 60_000);
});

describe('the strangest alerts of a night', () => {
  const dataDir = join(folder.path, 'odd');
  const scores = [-0.1, -0.5, 0, -0.2, -0.9, -0.3, -0.35, -0.4, -0.45, -0.15, -0.25, -0.05, -0.01, 0.2];
  const packets = (): Buffer[] => scores.map((anomaly_score, index) => enriched(index, { anomaly_score }));

  const kept = async (): Promise<readonly number[]> => {
    const score = numberReader('d:anomaly_score', 'double');
    return withStore(dataDir, async (store) => {
      const found: number[] = [];
      for await (const row of store.scan(anomaly.name, [{ start: '', end: 'schema' }])) found.push(score(row) ?? 9);
      return found.sort((a, b) => a - b);
    });
  };

  test('are the ten of the lowest score, whole, one an object; who has no score is none', async () => {
    await ingestInto(dataDir, write('odd', packets()));
    const lowest = scores.filter((score) => score !== 0).sort((a, b) => a - b);
    expect(await kept()).toEqual(lowest.slice(0, 10));
    await withStore(dataDir, async (store) => {
      for await (const row of store.scan(anomaly.name, [{ start: '', end: 'schema' }])) {
        const [jd = '', objectId = ''] = row.key.split('_');
        const [main] = await store.get(alerts.name, [`${objectId}_${jd}`]);
        expect(main?.columns).toEqual(row.columns);
        expect(Buffer.from(main?.bytes ?? []).equals(row.bytes)).toBe(true);
      }
    });
  });

  test('make room for stranger ones that come later, and bogus ones never count', async () => {
    const bogus = enriched(30, { anomaly_score: -9 }, { rb: 0.2 });
    await ingestInto(dataDir, write('later', [enriched(31, { anomaly_score: -0.7 }), bogus]));
    expect((await kept()).slice(0, 3)).toEqual([-0.9, -0.7, -0.5]);
    expect(await kept()).toHaveLength(10);
  });
});

describe('filters', () => {
  test('a blazar is in a low state below both thresholds, in a high state above both; nobody else is', async () => {
    const stats = (low: readonly [number, number], high: readonly [number, number]): object => ({
      blazar_stats: {
        instantness_low: low[0],
        robustness_low: low[1],
        instantness_high: high[0],
        robustness_high: high[1],
      },
      slsn_score: low[0] === -1 ? 0.7 : 0.4,
    });
    const dataDir = join(folder.path, 'blazars');
    await ingestInto(
      dataDir,
      write('blazar', [
        enriched(1, stats([0.4, 0.9], [-1, -1])),
        enriched(2, stats([0.4, 1.1], [0.8, 0.8])),
        enriched(3, stats([1.5, 1.6], [1.2, 1.01])),
        enriched(4, stats([1.5, 1.6], [1.2, 1])),
        enriched(5, stats([-1, -1], [-1, -1])),
        enriched(6, { blazar_stats: { m0: 1.2, m1: 0.9, m2: 0.8 } }),
        packetOf(plainPacket(7)),
      ]),
    );
    const objectsIn = async (table: string): Promise<readonly string[]> =>
      (await keysIn(dataDir, table)).map((key) => key.split('_')[1] ?? '');
    expect(await objectsIn(lowStateBlazars.name)).toEqual(['ZTF99aaaaaab', 'ZTF99aaaaaag']);
    expect(await objectsIn(highStateBlazars.name)).toEqual(['ZTF99aaaaaad']);
    expect(await objectsIn(slsn.name)).toEqual(['ZTF99aaaaaaf']);
  });

  test('the class of an alert may have underscores, and one class may begin with another', async () => {
    const dataDir = join(folder.path, 'classes');
    const names = ['Candidate', 'Candidate_SN*', 'Candidate_2', 'EB*', 'Candidate_AGB*', 'Seyfert_1'];
    await ingestInto(
      dataDir,
      write(
        'class',
        names.map((cdsxmatch, index) => enriched(index, { cdsxmatch })),
      ),
    );
    const [counts = {}] = Object.values(await countsIn(dataDir));
    expect(counts).toMatchObject({ 'basic:raw': 6, 'basic:sci': 6 });
    for (const name of names) expect(counts[`class:${name}`]).toBe(1);
  });
});

test('a night whose ingest was cut off before it was counted is counted by the next ingest', async () => {
  const dataDir = join(folder.path, 'cut');
  await ingestInto(dataDir, write('cut', [enriched(1, {}), enriched(2, {})]));
  const expected = await countsIn(dataDir);
  await withStore(dataDir, (store) =>
    store.writeAll([{ table: statistics.name, rows: [], removed: Object.keys(expected) }]),
  );
  const files = createLocalFiles({ root: dataDir });
  await createPendingNights(files).add({ survey: 'ztf', night: '20231012' });
  await files.close();
  await ingestInto(dataDir, write('other', [enriched(20, {}, { jd: 2460231.75 })]));
  expect(await countsIn(dataDir)).toMatchObject(expected);
  expect(Object.keys(await countsIn(dataDir))).toEqual(['ztf_20231012', 'ztf_20231014']);
  expect(readdirSync(dataDir)).not.toContain('pending-nights');
});
