import avro from 'avsc';
import { exactLong } from '#server/demo/exact-long.ts';
import { createAvroSchemas } from '#server/ingest/avro/avro-schema.ts';
import { openAvroContainer } from '#server/ingest/avro/container.ts';
import { type PlainRecord, recordFrom } from '#server/ingest/records/record-shape.ts';

const letters = 'abcdefghijklmnopqrstuvwxyz';

/** Name of object number `index`; no real object has it. */
export function benchObjectName(index: number): string {
  let rest = index;
  let name = '';
  for (let i = 0; i < 7; i++) {
    name = `${letters[rest % 26]}${name}`;
    rest = Math.floor(rest / 26);
  }
  return `ZTF98${name}`;
}

/** What a jittered packet differs in. */
export interface Jitter {
  readonly objectId: string;
  readonly candid: bigint;
  readonly jd: number;
  readonly ra: number;
  readonly dec: number;
  /** Written into the gzip header's time of each stamp, so that no two are the same bytes. */
  readonly salt: Uint8Array;
}

function withoutDefaults(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDefaults);
  const record = recordFrom(value);
  if (record === undefined) return value;
  return Object.fromEntries(
    Object.entries(record).flatMap(([key, inner]) => (key === 'default' ? [] : [[key, withoutDefaults(inner)]])),
  );
}

/** avsc types its schemas closely; ours is JSON that it checks itself. */
function asSchema(value: unknown): avro.Schema {
  return value as avro.Schema;
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value * 2;
  while (rest >= 128) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  return Buffer.from([...bytes, rest]);
}

function salted(cutout: unknown, salt: Uint8Array): PlainRecord | null {
  const record = recordFrom(cutout);
  if (record === undefined || !(record.stampData instanceof Uint8Array)) return null;
  const stampData = Buffer.from(record.stampData);
  stampData.set(salt.subarray(0, 4), 4);
  return { ...record, stampData };
}

/** Makes packets that are `packet` but for the jitter; same schema, same container form. */
export function createPacketEncoder(packet: Buffer): (jitter: Jitter) => Buffer {
  const container = openAvroContainer(packet);
  const [block] = container.blocks;
  const [record] = block ? createAvroSchemas()(container.schemaText).decode(block.bytes, block.count) : [];
  if (record === undefined) throw new Error('The packet has no record.');
  const type = avro.Type.forSchema(asSchema(withoutDefaults(JSON.parse(container.schemaText.toString('utf8')))), {
    registry: { long: exactLong },
    wrapUnions: false,
  });
  const head = packet.subarray(0, packet.indexOf(block?.bytes ?? Buffer.alloc(0)));
  const lengths = Buffer.concat([varint(1), varint(block?.bytes.length ?? 0)]);
  const header = head.subarray(0, head.length - lengths.length);
  const sync = packet.subarray(packet.length - 16);
  return ({ objectId, candid, jd, ra, dec, salt }) => {
    const candidate = recordFrom(record.candidate) ?? {};
    const bytes = type.toBuffer({
      ...record,
      objectId,
      candid,
      candidate: { ...candidate, candid, jd, ra, dec },
      cutoutScience: salted(record.cutoutScience, salt),
      cutoutTemplate: salted(record.cutoutTemplate, salt),
      cutoutDifference: salted(record.cutoutDifference, salt),
    });
    return Buffer.concat([header, varint(1), varint(bytes.length), bytes, sync]);
  };
}
