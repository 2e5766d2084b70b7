import avro from 'avsc';
import { exactLong } from './exact-long.ts';
import { candidateFields, forcedFields, historyFields, type Packet, type PacketField } from './packet-schema.ts';

/** Version of the packet's schema. */
const version = '4.02';

const record = (name: string, fields: readonly unknown[]): object => ({ type: 'record', version, name, fields });

function avroField({ name, type, nullable }: PacketField): object {
  return nullable ? { name, type: ['null', type], default: null } : { name, type };
}

const maybe = (name: string, type: unknown): object => ({ name, type: ['null', type], default: null });

/** Schema of a bare ZTF packet: the field names, types and nullability of ZTF's 4.02. */
export const packetSchema = record('ztf.alert', [
  { name: 'schemavsn', type: 'string' },
  { name: 'publisher', type: 'string' },
  { name: 'objectId', type: 'string' },
  { name: 'candid', type: 'long' },
  { name: 'candidate', type: record('ztf.alert.candidate', candidateFields.map(avroField)) },
  maybe('prv_candidates', { type: 'array', items: record('ztf.alert.prv_candidate', historyFields.map(avroField)) }),
  maybe('fp_hists', { type: 'array', items: record('ztf.alert.fp_hist', forcedFields.map(avroField)) }),
  maybe(
    'cutoutScience',
    record('ztf.alert.cutout', [
      { name: 'fileName', type: 'string' },
      { name: 'stampData', type: 'bytes' },
    ]),
  ),
  maybe('cutoutTemplate', 'ztf.alert.cutout'),
  maybe('cutoutDifference', 'ztf.alert.cutout'),
]);

/** Sixteen bytes that mark the end of a block; fixed, so that the same packet gives the same file. */
const marker = Buffer.from('simulated survey', 'latin1');
const magic = Buffer.from('Obj\u0001', 'latin1');

/** Writes packets as Avro container files of one record each. */
export function createAvroPackets(): (packet: Packet) => Uint8Array {
  const type = avro.Type.forSchema(packetSchema as avro.Schema, { registry: { long: exactLong } });
  const metadata = avro.Type.forSchema({ type: 'map', values: 'bytes' });
  const long = avro.Type.forSchema('long');
  const header = metadata.toBuffer({
    'avro.schema': Buffer.from(JSON.stringify(packetSchema)),
    'avro.codec': Buffer.from('null'),
  });
  return ({ added: _added, addedStructs: _structs, ...bare }) => {
    const body = type.toBuffer(bare);
    return Buffer.concat([magic, header, marker, long.toBuffer(1), long.toBuffer(body.length), body, marker]);
  };
}
