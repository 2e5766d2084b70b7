import type { CompressionCodec } from 'hyparquet';
import { type StampKind, stampKinds } from '#domain/stamps/locator.ts';
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

export type LakeType = 'INT64' | 'DOUBLE' | 'BYTE_ARRAY';
export type LakeValue = bigint | number | Uint8Array;

/** One element of the schema, in the order of the tree. */
export interface LakeSchemaElement {
  readonly name: string;
  readonly type?: LakeType;
  readonly repetition?: 'REQUIRED' | 'OPTIONAL';
  readonly children?: number;
  readonly isText?: boolean;
}

/** A leaf of the schema, and how it is filled. */
export interface LakeColumn {
  readonly path: readonly string[];
  readonly type: LakeType;
  readonly codec: 'UNCOMPRESSED' | 'SNAPPY';
  readonly maxDefinition: number;
  /** The kind of its stamps: one a page. Columns of small values have none. */
  readonly kind?: StampKind;
  /** Readers look for rows by it: it has bounds. */
  readonly isSearched: boolean;
  readonly isAscending: boolean;
  readonly valueOf: (alert: LakeAlert) => LakeValue | null;
  /** Definition level of a null: how much of the path is there. */
  readonly levelOfNull: (alert: LakeAlert) => number;
}

/** How the lake files of a survey look: names and nesting as the broker has them, so that its own readers find what they look for. */
export interface LakeLayout {
  readonly schema: readonly LakeSchemaElement[];
  readonly columns: readonly LakeColumn[];
  /** Dotted names of leaves. */
  readonly alertIdColumn: string;
  readonly objectIdColumn: string;
  readonly stampColumns: Readonly<Record<StampKind, string>>;
  readonly encoding: StampEncoding;
}

const absent = (): number => 0;
const textBytes = (text: string | null): Uint8Array | null => (text === null ? null : Buffer.from(text, 'utf8'));

/** What columns of small values have in common. */
const small = { codec: 'UNCOMPRESSED', maxDefinition: 0, isSearched: true, isAscending: false } as const;

const ztfStampElements = (kind: StampKind): LakeSchemaElement[] => [
  { name: `cutout${kind}`, repetition: 'OPTIONAL', children: 2 },
  { name: 'fileName', type: 'BYTE_ARRAY', repetition: 'OPTIONAL', isText: true },
  { name: 'stampData', type: 'BYTE_ARRAY', repetition: 'OPTIONAL' },
];

const ztfStampColumns = (kind: StampKind): LakeColumn[] => [
  {
    ...small,
    path: [`cutout${kind}`, 'fileName'],
    type: 'BYTE_ARRAY',
    maxDefinition: 2,
    isSearched: false,
    valueOf: ({ stamps }) => textBytes(stamps[kind]?.fileName ?? null),
    levelOfNull: ({ stamps }) => (stamps[kind] === null ? 0 : 1),
  },
  {
    ...small,
    path: [`cutout${kind}`, 'stampData'],
    type: 'BYTE_ARRAY',
    maxDefinition: 2,
    kind,
    isSearched: false,
    valueOf: ({ stamps }) => stamps[kind]?.bytes ?? null,
    levelOfNull: absent,
  },
];

const ztf: LakeLayout = {
  schema: [
    { name: 'spark_schema', children: 6 },
    { name: 'candid', type: 'INT64', repetition: 'REQUIRED' },
    { name: 'objectId', type: 'BYTE_ARRAY', repetition: 'OPTIONAL', isText: true },
    { name: 'jd', type: 'DOUBLE', repetition: 'REQUIRED' },
    ...stampKinds.flatMap(ztfStampElements),
  ],
  columns: [
    {
      ...small,
      path: ['candid'],
      type: 'INT64',
      isAscending: true,
      valueOf: ({ alertId }) => alertId,
      levelOfNull: absent,
    },
    {
      ...small,
      path: ['objectId'],
      type: 'BYTE_ARRAY',
      maxDefinition: 1,
      valueOf: ({ objectId }) => textBytes(objectId),
      levelOfNull: absent,
    },
    { ...small, path: ['jd'], type: 'DOUBLE', valueOf: ({ time }) => time, levelOfNull: absent },
    ...stampKinds.flatMap(ztfStampColumns),
  ],
  alertIdColumn: 'candid',
  objectIdColumn: 'objectId',
  stampColumns: {
    Science: 'cutoutScience.stampData',
    Template: 'cutoutTemplate.stampData',
    Difference: 'cutoutDifference.stampData',
  },
  encoding: { codec: 'UNCOMPRESSED', maxDefinition: 2, dictionary: null },
};

const lsst: LakeLayout = {
  schema: [
    { name: 'spark_schema', children: 5 },
    { name: 'diaObject', repetition: 'OPTIONAL', children: 1 },
    { name: 'diaObjectId', type: 'INT64', repetition: 'OPTIONAL' },
    { name: 'diaSource', repetition: 'REQUIRED', children: 2 },
    { name: 'diaSourceId', type: 'INT64', repetition: 'REQUIRED' },
    { name: 'midpointMjdTai', type: 'DOUBLE', repetition: 'REQUIRED' },
    ...stampKinds.map((kind) => ({ name: `cutout${kind}`, type: 'BYTE_ARRAY', repetition: 'OPTIONAL' }) as const),
  ],
  columns: [
    {
      ...small,
      path: ['diaObject', 'diaObjectId'],
      type: 'INT64',
      maxDefinition: 2,
      valueOf: ({ objectId }) => (objectId === null ? null : bigintFromIdText(objectId)),
      levelOfNull: absent,
    },
    {
      ...small,
      path: ['diaSource', 'diaSourceId'],
      type: 'INT64',
      isAscending: true,
      valueOf: ({ alertId }) => alertId,
      levelOfNull: absent,
    },
    {
      ...small,
      path: ['diaSource', 'midpointMjdTai'],
      type: 'DOUBLE',
      valueOf: ({ time }) => time,
      levelOfNull: absent,
    },
    ...stampKinds.map(
      (kind): LakeColumn => ({
        path: [`cutout${kind}`],
        type: 'BYTE_ARRAY',
        codec: 'SNAPPY',
        maxDefinition: 1,
        kind,
        isSearched: false,
        isAscending: false,
        valueOf: ({ stamps }) => stamps[kind]?.bytes ?? null,
        levelOfNull: absent,
      }),
    ),
  ],
  alertIdColumn: 'diaSource.diaSourceId',
  objectIdColumn: 'diaObject.diaObjectId',
  stampColumns: { Science: 'cutoutScience', Template: 'cutoutTemplate', Difference: 'cutoutDifference' },
  encoding: { codec: 'SNAPPY', maxDefinition: 1, dictionary: null },
};

/** The layout of each survey's lake files. */
export const lakeLayouts: Readonly<Record<SurveyId, LakeLayout>> = { ztf, lsst };
