import {
  Bool,
  type Data,
  Dictionary,
  Field,
  Float64,
  Int16,
  Int64,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  tableToIPC,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';
import { type Lightcurve, numbersFrom, pointKinds, scorePrefix } from '#domain/lightcurve/lightcurve.ts';
import { bandNames } from '#domain/surveys/survey.ts';

/**
 * A light curve as an Arrow IPC stream, columns filled as typed arrays: builders cost several times as much.
 *
 * `alertId` int64 (null for points without alert), `band`, `kind` and `className` dictionaries, `negative` bool, every column of
 * numbers and every score (`score d:…`) float64 (NaN = missing); the schema's metadata hold `survey` and `objectId`.
 * Equal light curves give equal bytes, so that a client that has them is told so.
 */
export function arrowFromLightcurve(lightcurve: Lightcurve): Uint8Array {
  const { survey, objectId, alertId, band, kind, negative, className, scores } = lightcurve;
  const columns: Record<string, Data> = {
    alertId: idColumn(alertId),
    band: wordColumn(0, band, bandNames),
    kind: wordColumn(1, kind, pointKinds),
    negative: flagColumn(negative),
    className: wordColumn(2, className, [...new Set(className)].sort()),
    ...numbersFrom((name) => numberColumn(lightcurve[name])),
  };
  for (const [name, values] of Object.entries(scores)) columns[`${scorePrefix}${name}`] = numberColumn(values);
  const fields = Object.entries(columns).map(([name, data]) => new Field(name, data.type, name === 'alertId'));
  const schema = new Schema(fields, new Map(Object.entries({ survey, objectId })));
  const children: Data[] = Object.values(columns);
  const struct = makeData({ type: new Struct(fields), length: alertId.length, nullCount: 0, children });
  return tableToIPC(new Table(schema, [new RecordBatch(schema, struct)]), 'stream');
}

function numberColumn(data: Float64Array) {
  return makeData({ type: new Float64(), length: data.length, nullCount: 0, data });
}

function idColumn(ids: readonly string[]) {
  const data = new BigInt64Array(ids.length);
  const nullBitmap = new Uint8Array(Math.ceil(ids.length / 8));
  let nullCount = 0;
  for (const [index, id] of ids.entries()) {
    if (id === '') nullCount += 1;
    else {
      data[index] = BigInt(id);
      setBit(nullBitmap, index);
    }
  }
  return makeData({ type: new Int64(), length: ids.length, nullCount, nullBitmap, data });
}

/** The dictionary has a number of its own: left out, it would be another in every stream, and so would the bytes. */
function wordColumn<Word extends string>(dictionaryId: number, values: readonly Word[], words: readonly Word[]) {
  const places = new Map(words.map((word, place) => [word, place]));
  const data = Int16Array.from(values, (value) => places.get(value) ?? 0);
  const dictionary = vectorFromArray([...words], new Utf8());
  return makeData({
    type: new Dictionary(new Utf8(), new Int16(), dictionaryId),
    length: values.length,
    nullCount: 0,
    data,
    dictionary,
  });
}

function flagColumn(values: readonly boolean[]) {
  const data = new Uint8Array(Math.ceil(values.length / 8));
  for (const [index, value] of values.entries()) if (value) setBit(data, index);
  return makeData({ type: new Bool(), length: values.length, nullCount: 0, data });
}

function setBit(bits: Uint8Array, index: number): void {
  bits[index >> 3] = (bits[index >> 3] ?? 0) | (1 << (index & 7));
}
