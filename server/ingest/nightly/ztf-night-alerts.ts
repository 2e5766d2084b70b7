import { PortalError } from '#domain/failure.ts';
import type { ReadOptions, Row, WideRowStore } from '#server/ports/wide-row-store.ts';
import { longTextReader, numberReader, textReader } from '#server/storage/cell-codec.ts';
import { javaDoubleText } from '#server/storage/surveys/java-double.ts';
import { isSchemaKey, rowKey, schemaRange } from '#server/storage/surveys/survey-tables.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';
import { isValidMeasurement } from '#server/storage/tables/ztf-rows.ts';

const { alerts, class: byClass } = ztfTables.byName;

/** Of an alert what the sums of its night need. */
export interface NightAlert {
  readonly objectId: string;
  readonly candid: bigint;
  readonly jd: number;
  readonly fid: number | undefined;
  readonly field: number | undefined;
  readonly simbadType: string;
  readonly anomalyScore: number | undefined;
  readonly classification: string;
  /** Whether it passes the broker's quality cuts. */
  readonly isValid: boolean;
  readonly timestampMs: number;
  /** Its row in the alert table. */
  readonly key: string;
}

/** First moment of a night (`20231012`, UTC) and of the one after, Julian Date. */
export function jdRangeOfNight(night: string): readonly [from: number, to: number] {
  const ms = Date.UTC(Number(night.slice(0, 4)), Number(night.slice(4, 6)) - 1, Number(night.slice(6, 8)));
  const from = ms / 86_400_000 + 2440587.5;
  return [from, from + 1];
}

const objectIdIn = textReader('i:objectId');
const candidIn = longTextReader('i:candid');
const jdIn = numberReader('i:jd', 'double');
const fidIn = numberReader('i:fid', 'integer');
const fieldIn = numberReader('i:field', 'integer');
const rbIn = numberReader('i:rb', 'float');
const nbadIn = numberReader('i:nbad', 'integer');
const simbadIn = textReader('d:cdsxmatch');
const anomalyIn = numberReader('d:anomaly_score', 'double');
const columns = [
  'i:objectId',
  'i:candid',
  'i:jd',
  'i:fid',
  'i:field',
  'i:rb',
  'd:cdsxmatch',
  'd:anomaly_score',
] as const;

/** Keys of `ztf.class` are class_jd_objectId, and a class may have underscores in it. */
const keyPattern = /^(.*)_\d+\.\d+_[^_]*$/;
/** Julian dates of any survey begin with 24. */
const jdBegins = '24';

/** Every class that has a row, each found by one seek: the index is by class first, so the next class begins behind the last date. */
async function* classesOf(store: WideRowStore, options: ReadOptions): AsyncGenerator<string> {
  let start: string | undefined = '';
  while (start !== undefined) {
    let found: string | undefined;
    for await (const { key } of store.scan(byClass.name, [{ start }], { ...options, limit: 1, columns: [] }))
      found = key;
    if (found === undefined) return;
    const classification: string | undefined = keyPattern.exec(found)?.[1];
    if (isSchemaKey(found)) start = schemaRange.end;
    else if (classification === undefined) start = `${found}\0`;
    else {
      yield classification;
      const next: string = `${classification}_25`;
      // A date that no survey has lies behind the next class: it must not be found again and again.
      start = next > found ? next : `${found}\0`;
    }
  }
}

interface Draft extends Omit<NightAlert, 'isValid'> {
  readonly rb: number | undefined;
}

function draftFrom(row: Row, classification: string): Draft {
  const objectId = objectIdIn(row) ?? '';
  const jd = jdIn(row) ?? Number.NaN;
  const key = rowKey(alerts, (column) => (column === 'i:jd' ? jd : objectId));
  return {
    objectId,
    candid: BigInt(candidIn(row) ?? 0),
    jd,
    fid: fidIn(row),
    field: fieldIn(row),
    rb: rbIn(row),
    simbadType: simbadIn(row) ?? 'Unknown',
    anomalyScore: anomalyIn(row),
    classification,
    timestampMs: row.timestampMs,
    key,
  };
}

const keysAtOnce = 1000;

/** Bad pixels are in no index: each alert is looked up in its own table. */
async function* checked(
  store: WideRowStore,
  drafts: readonly Draft[],
  options: ReadOptions,
): AsyncGenerator<NightAlert> {
  for (let at = 0; at < drafts.length; at += keysAtOnce) {
    const some = drafts.slice(at, at + keysAtOnce);
    const keys = some.map(({ key }) => key);
    const rows = await store.get(alerts.name, keys, { ...options, columns: ['i:nbad'] });
    for (const [index, { rb, ...alert }] of some.entries()) {
      const row = rows[index];
      yield { ...alert, isValid: isValidMeasurement(rb, row && nbadIn(row)) };
    }
  }
}

/**
 * All alerts of a night as they are stored now. Costs one seek a class, and the rows of the night, however many there are of other nights.
 * @throws {PortalError} `aborted`, and what the store throws
 */
export async function* alertsOfNight(
  store: WideRowStore,
  night: string,
  options: ReadOptions = {},
): AsyncGenerator<NightAlert> {
  const [from, to] = jdRangeOfNight(night).map(javaDoubleText);
  if (from === undefined || !from.startsWith(jdBegins)) {
    throw new PortalError('bad-request', `${night} is no night of a survey.`);
  }
  for await (const classification of classesOf(store, options)) {
    const range = { start: `${classification}_${from}`, end: `${classification}_${to}` };
    const drafts: Draft[] = [];
    for await (const row of store.scan(byClass.name, [range], { ...options, columns })) {
      drafts.push(draftFrom(row, classification));
    }
    yield* checked(store, drafts, options);
  }
}
