import { gzipSync } from 'node:zlib';

/** Just enough of a ZTF packet for a test; ids are those that no survey can issue. */
export interface PlainPacket {
  readonly schemavsn: string;
  readonly publisher: string;
  readonly objectId: string;
  readonly candid: bigint;
  readonly candidate: Readonly<Record<string, unknown>>;
  readonly prv_candidates: readonly Readonly<Record<string, unknown>>[];
  readonly cutoutScience: Readonly<Record<string, unknown>>;
}

const fits = gzipSync(Buffer.from('SIMPLE  =                    T'.padEnd(2880)));

/** Packet number `index` of its kind. */
export function plainPacket(index: number): PlainPacket {
  const name = index
    .toString(26)
    .padStart(7, '0')
    .replace(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 26)));
  return {
    schemavsn: '4.02',
    publisher: 'test',
    objectId: `ZTF99${name}`,
    candid: 9_200_000_000_000_000_000n + BigInt(index),
    candidate: {
      jd: 2460229.5 + index / 1000,
      fid: 1,
      candid: 9_200_000_000_000_000_000n + BigInt(index),
      ra: 10 + index,
      dec: -5,
      magpsf: 18.5,
      sigmapsf: 0.1,
      distnr: 1.5,
      magnr: 19.5,
      ndethist: 3,
      jdstarthist: 2460200.5,
    },
    prv_candidates: [{ jd: 2460220.5, fid: 1, magpsf: null, sigmapsf: null, diffmaglim: 20.5, rb: null, nbad: null }],
    cutoutScience: { fileName: `${index}.fits.gz`, stampData: fits },
  };
}

function typeOf(value: unknown, name: string): unknown {
  if (typeof value === 'bigint') return 'long';
  if (value instanceof Uint8Array) return 'bytes';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return ['fid', 'ndethist', 'nbad'].includes(name) ? 'int' : 'double';
  if (Array.isArray(value)) return { type: 'array', items: typeOf(value[0], `${name}_item`) };
  if (value === null) return ['null', 'float'];
  return { type: 'record', name: `${name}_record`, fields: fieldsOf(value ?? {}) };
}

function fieldsOf(record: object): unknown[] {
  return Object.entries(record).map(([name, value]) => ({ name, type: typeOf(value, name) }));
}

function varint(value: bigint): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, (value << 1n) ^ (value >> 63n));
  while (rest >= 128n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  return Buffer.from([...bytes, Number(rest)]);
}

function sized(bytes: Uint8Array): Buffer {
  return Buffer.concat([varint(BigInt(bytes.length)), bytes]);
}

function encoded(value: unknown, name: string): Buffer {
  if (typeof value === 'bigint') return varint(value);
  if (value instanceof Uint8Array) return sized(value);
  if (typeof value === 'string') return sized(Buffer.from(value));
  if (typeof value === 'number' && typeOf(value, name) === 'int') return varint(BigInt(value));
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleLE(value);
    return bytes;
  }
  if (value === null) return varint(0n);
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => encoded(item, `${name}_item`));
    return Buffer.concat([varint(BigInt(items.length)), ...items, varint(0n)]);
  }
  return Buffer.concat(Object.entries(value ?? {}).map(([inner, part]) => encoded(part, inner)));
}

/** An Avro container with one record, written from the format's description and not with the library that reads it. */
export function packetOf(
  record: object,
  schema: object = { type: 'record', name: 'alert', fields: fieldsOf(record) },
): Buffer {
  const sync = Buffer.alloc(16, 7);
  const metadata = Buffer.concat([
    varint(2n),
    sized(Buffer.from('avro.codec')),
    sized(Buffer.from('null')),
    sized(Buffer.from('avro.schema')),
    sized(Buffer.from(JSON.stringify(schema))),
    varint(0n),
  ]);
  const body = encoded(record, 'alert');
  return Buffer.concat([Buffer.from('Obj\u0001', 'latin1'), metadata, sync, varint(1n), sized(body), sync]);
}
