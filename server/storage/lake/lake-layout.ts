import type { CompressionCodec, SchemaElement } from 'hyparquet';
import type { ColumnSource } from 'hyparquet-writer';
import type { StampKind } from '#domain/stamps/locator.ts';
import type { SurveyId } from '#domain/surveys/survey.ts';
import { bigintFromIdText } from './id-text.ts';

/** One stamp as the survey sent it: gzipped FITS (ZTF) or plain FITS (Rubin), not a byte changed. */
export interface LakeStamp {
  readonly fileName: string | null;
  readonly bytes: Uint8Array;
}

/** One alert of a lake file. */
export interface LakeAlert {
  /** `candid` / `diaSourceId`, exact. */
  readonly alertId: bigint;
  /** `objectId` / `diaObjectId` as decimal text; null where a Rubin alert has none. */
  readonly objectId: string | null;
  /** In the survey's own time column: JD UTC / MJD TAI. */
  readonly time: number;
  readonly stamps: Readonly<Record<StampKind, LakeStamp | null>>;
}

/** What must be known to decode the page of a stamp, besides its bytes. */
export interface StampEncoding {
  readonly codec: CompressionCodec;
  /** Levels of the column that can be null. */
  readonly maxDefinition: number;
  /** Where the values are when the pages hold only numbers of them; foreign files may have it. */
  readonly dictionary: { readonly offset: number; readonly length: number } | null;
}

/** How the lake files of a survey look: names and nesting as the broker has them, so that its own readers find what they look for. */
export interface LakeLayout {
  readonly schema: SchemaElement[];
  /** Dotted names of leaves. */
  readonly alertIdColumn: string;
  readonly objectIdColumn: string;
  readonly stampColumns: Readonly<Record<StampKind, string>>;
  readonly encoding: StampEncoding;
  columnsOf(alerts: readonly LakeAlert[]): ColumnSource[];
}

const stampColumn = { encoding: 'PLAIN', statistics: false, columnIndex: false } as const;
const idColumn = { codec: 'SNAPPY', encoding: 'PLAIN', columnIndex: true } as const;

const ztfStamp = (name: string): SchemaElement[] => [
  { name, repetition_type: 'OPTIONAL', num_children: 2 },
  { name: 'fileName', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
  { name: 'stampData', type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' },
];

const ztf: LakeLayout = {
  schema: [
    { name: 'spark_schema', num_children: 6 },
    { name: 'candid', type: 'INT64', repetition_type: 'REQUIRED' },
    { name: 'objectId', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
    { name: 'jd', type: 'DOUBLE', repetition_type: 'REQUIRED' },
    ...ztfStamp('cutoutScience'),
    ...ztfStamp('cutoutTemplate'),
    ...ztfStamp('cutoutDifference'),
  ],
  alertIdColumn: 'candid',
  objectIdColumn: 'objectId',
  stampColumns: {
    Science: 'cutoutScience.stampData',
    Template: 'cutoutTemplate.stampData',
    Difference: 'cutoutDifference.stampData',
  },
  encoding: { codec: 'UNCOMPRESSED', maxDefinition: 2, dictionary: null },
  columnsOf(alerts) {
    const stamps = (kind: StampKind): ColumnSource => ({
      ...stampColumn,
      name: `cutout${kind}`,
      codec: 'UNCOMPRESSED',
      data: alerts.map(({ stamps }) => {
        const stamp = stamps[kind];
        return stamp === null ? null : { fileName: stamp.fileName, stampData: stamp.bytes };
      }),
    });
    return [
      { ...idColumn, name: 'candid', data: alerts.map(({ alertId }) => alertId) },
      { ...idColumn, name: 'objectId', data: alerts.map(({ objectId }) => objectId) },
      { ...idColumn, name: 'jd', data: alerts.map(({ time }) => time) },
      stamps('Science'),
      stamps('Template'),
      stamps('Difference'),
    ];
  },
};

const lsst: LakeLayout = {
  schema: [
    { name: 'spark_schema', num_children: 5 },
    { name: 'diaObject', repetition_type: 'OPTIONAL', num_children: 1 },
    { name: 'diaObjectId', type: 'INT64', repetition_type: 'OPTIONAL' },
    { name: 'diaSource', repetition_type: 'REQUIRED', num_children: 2 },
    { name: 'diaSourceId', type: 'INT64', repetition_type: 'REQUIRED' },
    { name: 'midpointMjdTai', type: 'DOUBLE', repetition_type: 'REQUIRED' },
    { name: 'cutoutScience', type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' },
    { name: 'cutoutTemplate', type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' },
    { name: 'cutoutDifference', type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' },
  ],
  alertIdColumn: 'diaSource.diaSourceId',
  objectIdColumn: 'diaObject.diaObjectId',
  stampColumns: { Science: 'cutoutScience', Template: 'cutoutTemplate', Difference: 'cutoutDifference' },
  encoding: { codec: 'SNAPPY', maxDefinition: 1, dictionary: null },
  columnsOf(alerts) {
    const stamps = (kind: StampKind): ColumnSource => ({
      ...stampColumn,
      name: `cutout${kind}`,
      codec: 'SNAPPY',
      data: alerts.map(({ stamps }) => stamps[kind]?.bytes ?? null),
    });
    return [
      {
        ...idColumn,
        name: 'diaObject',
        data: alerts.map(({ objectId }) => (objectId === null ? null : { diaObjectId: bigintFromIdText(objectId) })),
      },
      {
        ...idColumn,
        name: 'diaSource',
        data: alerts.map(({ alertId, time }) => ({ diaSourceId: alertId, midpointMjdTai: time })),
      },
      stamps('Science'),
      stamps('Template'),
      stamps('Difference'),
    ];
  },
};

/** The layout of each survey's lake files. */
export const lakeLayouts: Readonly<Record<SurveyId, LakeLayout>> = { ztf, lsst };
