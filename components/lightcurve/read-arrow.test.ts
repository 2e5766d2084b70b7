import { Field, Float64, makeData, RecordBatch, Schema, Struct, Table, tableToIPC } from 'apache-arrow';
import { expect, test } from 'vitest';
import { lightcurveFromArrow } from './read-arrow.ts';

test('bytes of another form are refused, whatever they are', () => {
  const field = new Field('mjd', new Float64(), false);
  const schema = new Schema([field], new Map([['survey', 'ztf']]));
  const column = makeData({ type: new Float64(), length: 1, nullCount: 0, data: new Float64Array(1) });
  const struct = makeData({ type: new Struct([field]), length: 1, nullCount: 0, children: [column] });
  const other = tableToIPC(new Table(schema, [new RecordBatch(schema, struct)]), 'stream');
  for (const bytes of [new Uint8Array(0), new TextEncoder().encode('{"mjd":[1]}'), other]) {
    expect(() => lightcurveFromArrow(bytes)).toThrow(expect.objectContaining({ kind: 'corrupt' }));
  }
});
