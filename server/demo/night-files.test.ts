import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import avro from 'avsc';
import { parquetMetadata, parquetReadObjects, parquetSchema, type SchemaTree } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { beforeAll, describe, expect, test } from 'vitest';
import { realData } from '#fixtures/real-data.ts';
import { listInputFiles } from '#server/ingest/inputs/input-files.ts';
import { createAlertReading } from '#server/ingest/reading/alert-reading.ts';
import { defaultBatchLimits, type ReadingHandlers } from '#server/ingest/reading/handlers.ts';
import { nightParquet } from './night-parquet.ts';
import { createPacketMaker } from './packet.ts';
import { createAvroPackets, packetSchema } from './packet-avro.ts';
import { candidateFields, type Packet } from './packet-schema.ts';
import { createSurvey } from './survey.ts';

const real = realData();
let packets: readonly Packet[];

beforeAll(() => {
  const survey = createSurvey();
  const { make } = createPacketMaker();
  packets = survey
    .alertsOf(5)
    .slice(0, 8)
    .map(({ object, index }) => make(object, index, { forced: true }));
});

const bufferOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

/** Name, type and place of every leaf. */
function leaves(tree: SchemaTree): Map<string, string> {
  const found = new Map<string, string>();
  const visit = (node: SchemaTree): void => {
    const { type, converted_type: converted } = node.element;
    if (node.children.length === 0) found.set(node.path.join('.'), `${type} ${converted ?? ''}`.trim());
    else node.children.forEach(visit);
  };
  visit(tree);
  return found;
}

describe('a night as Parquet', () => {
  test('is read with what was prepared for another night of the same form', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'nights-'));
    try {
      for (const [index, part] of [packets.slice(0, 3), packets.slice(3)].entries()) {
        writeFileSync(join(folder, `${index}.parquet`), nightParquet(part));
      }
      const inputs = await listInputFiles([folder]);
      const told: string[] = [];
      const handlers: ReadingHandlers = {
        shape: async ({ shape }) => void told.push(`shape ${shape}`),
        batch: async ({ alerts, buffer }) => {
          told.push(`${alerts} alerts`);
          return buffer;
        },
        rejected: ({ name, reason }) => void told.push(`${name}: ${reason}`),
        bytes: () => {},
      };
      await createAlertReading().read(inputs, handlers, { limits: defaultBatchLimits });
      expect(told).toEqual(['shape 0', `${packets.length} alerts`]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('reads back as it was written: 64-bit ids, nested history, stamps', async () => {
    const file = bufferOf(nightParquet(packets));
    const rows = await parquetReadObjects({ file, compressors, utf8: false });
    expect(rows.length).toBe(packets.length);
    packets.forEach((packet, i) => {
      const row = rows[i] ?? {};
      expect(row.candid).toBe(packet.candid);
      expect(row.candidate.jd).toBe(packet.candidate.jd);
      expect(row.candidate.magpsf).toBe(Math.fround(Number(packet.candidate.magpsf)));
      expect(row.candidate.objectidps1).toBe(packet.candidate.objectidps1);
      expect(row.prv_candidates?.length ?? 0).toBe(packet.prv_candidates?.length ?? 0);
      expect(row.prv_candidates?.[0]?.magpsf ?? null).toBe(
        packet.prv_candidates?.[0]?.magpsf == null ? null : Math.fround(Number(packet.prv_candidates[0].magpsf)),
      );
      expect(Buffer.from(row.cutoutScience.stampData).equals(packet.cutoutScience.stampData)).toBe(true);
      expect(row.mangrove).toEqual(packet.addedStructs.mangrove);
    });
  });

  test('the same packets give the same bytes', () => {
    expect(Buffer.from(nightParquet(packets)).equals(nightParquet(packets))).toBe(true);
  });

  test.skipIf(real === undefined)("has the columns of Fink's own files, by name and type", () => {
    const file = readFileSync(join(real ?? '', 'ztf/parquet/fink-ztf-00002.snappy.parquet'));
    const theirs = leaves(parquetSchema(parquetMetadata(bufferOf(file))));
    const ours = leaves(parquetSchema(parquetMetadata(bufferOf(nightParquet(packets)))));
    // Microlensing became one number in later files, and Spark's old timestamps are no longer written.
    const changed = (path: string): boolean => path.startsWith('mulens') || path === 'timestamp';
    for (const [path, type] of theirs) if (!changed(path)) expect([path, ours.get(path)]).toEqual([path, type]);
  });
});

describe('a packet as Avro', () => {
  test('is a container of one record that decodes to the packet', () => {
    const bytes = Buffer.from(createAvroPackets()(packets[0] as Packet));
    expect(bytes.toString('latin1', 0, 4)).toBe('Obj\u0001');
    expect(Buffer.from(createAvroPackets()(packets[0] as Packet)).equals(bytes)).toBe(true);
    expect(bytes.includes('avro.schema')).toBe(true);
  });

  test.skipIf(real === undefined)('has the fields of a real packet, by name, type and order', () => {
    const folder = join(real ?? '', 'ztf/avro');
    const bytes = readFileSync(join(folder, readdirSync(folder)[0] ?? ''));
    const metadata = avro.Type.forSchema({ type: 'map', values: 'bytes' });
    const { value } = metadata.decode(bytes, 4) as { value: Record<string, Buffer> };
    const theirs = JSON.parse(value['avro.schema']?.toString() ?? '{}');
    expect(fieldList(packetSchema)).toEqual(fieldList(theirs));
  });

  test.skipIf(real === undefined)('has stamps whose header is that of a real one, byte for byte', () => {
    const folder = join(real ?? '', 'ztf/parquet/fink-ztf-00002.snappy.parquet');
    const file = bufferOf(readFileSync(folder));
    return parquetReadObjects({
      file,
      compressors,
      utf8: false,
      columns: ['cutoutDifference'],
      rowStart: 0,
      rowEnd: 1,
    }).then(([row]) => {
      const theirs = gunzipSync(row?.cutoutDifference.stampData).subarray(0, 2880);
      const ours = gunzipSync(packets[0]?.cutoutDifference.stampData ?? Buffer.alloc(0)).subarray(0, 2880);
      expect(ours.equals(theirs)).toBe(true);
    });
  });

  test('names 103 candidate fields', () => {
    expect(candidateFields.length).toBe(103);
  });
});

interface AvroNode {
  readonly name?: string;
  readonly type?: unknown;
  readonly fields?: readonly AvroNode[];
  readonly items?: unknown;
}

/** Fields of a record schema as `name type` lines, nested ones below their parent. */
function fieldList(schema: unknown): readonly string[] {
  const { fields = [] } = schema as AvroNode;
  return fields.flatMap(({ name, type }) => {
    const isUnion = Array.isArray(type);
    const inner: unknown = isUnion ? type[1] : type;
    const node = (typeof inner === 'object' && inner !== null ? inner : {}) as AvroNode;
    const below = node.items ?? node;
    const shown = typeof inner === 'string' ? inner : String(node.type);
    return [`${name} ${isUnion ? 'nullable ' : ''}${shown}`, ...fieldList(below).map((line) => `${name}.${line}`)];
  });
}
