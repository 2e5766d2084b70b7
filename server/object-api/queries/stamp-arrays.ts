import { PortalError } from '#domain/failure.ts';
import { type StampKind, stampKinds } from '#domain/stamps/locator.ts';
import type { CutoutClient, CutoutsBody } from '#server/clients/cutout-api.ts';
import type { Nested } from '#server/formats/table.ts';
import type { QueryContext } from './answer-options.ts';
import type { StampRow } from './stamp-rows.ts';

/** How the cutout API is told of an alert: what it is called differs between surveys. */
export type AlertNames = (row: StampRow) => Pick<CutoutsBody, 'objectId' | 'candid' | 'diaSourceId'>;

export interface StampSource {
  readonly client: CutoutClient;
  readonly namesOf: AlertNames;
}

function bodyOf(row: StampRow, namesOf: AlertNames): Pick<CutoutsBody, 'hdfsPath' | 'locator'> {
  const { hdfsPath, locator } = row;
  return { hdfsPath, ...namesOf(row), ...(locator === null ? {} : { locator }) };
}

/** The FITS of one stamp, as the cutout API gives it. */
export async function stampFits(
  { client, namesOf }: StampSource,
  row: StampRow,
  kind: StampKind,
  context: QueryContext,
): Promise<Uint8Array> {
  const { bytes } = await client.cutouts({ ...bodyOf(row, namesOf), kind, return_type: 'FITS' }, context);
  return bytes;
}

/** Pixels of stamps as JSON text, one array a kind, in the order of {@link stampKinds} for `All`; NaN is the bare token. */
export async function stampArrayTexts(
  { client, namesOf }: StampSource,
  row: StampRow,
  kind: StampKind | 'All',
  context: QueryContext,
): Promise<ReadonlyMap<StampKind, string>> {
  const { bytes } = await client.cutouts({ ...bodyOf(row, namesOf), kind, return_type: 'array' }, context);
  const parts = topLevelArrays(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1').trim());
  const kinds = kind === 'All' ? stampKinds : [kind];
  if (parts.length === kinds.length) return new Map(kinds.map((name, index) => [name, parts[index] ?? '[]']));
  throw new PortalError('upstream-failed', 'The cutout API sent stamps in a form that is not known here.', {
    dependency: 'cutout API',
  });
}

/** Elements of a JSON array of arrays, as text. */
function topLevelArrays(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5b) {
      if (++depth === 2) from = at;
    } else if (code === 0x5d && depth-- === 2) parts.push(text.slice(from, at + 1));
  }
  return parts;
}

/** Nested numbers from the text of an array; NaN and infinities become null. @throws {PortalError} `upstream-failed`. */
function nestedFromText(text: string): Nested {
  try {
    const value: unknown = JSON.parse(text.replace(/-?Infinity|NaN/g, 'null'));
    if (isNested(value)) return value;
  } catch (cause) {
    throw unreadable(cause);
  }
  throw unreadable(undefined);
}

function isNested(value: unknown): value is Nested {
  return Array.isArray(value) && value.every((item) => item === null || typeof item === 'number' || isNested(item));
}

function unreadable(cause: unknown): PortalError {
  return new PortalError('upstream-failed', 'The cutout API sent an array that can’t be read.', {
    dependency: 'cutout API',
    cause,
  });
}

const callsAtOnce = 8;

export interface StampColumns {
  /** One array a row of stamps, `[]` where there are none. */
  readonly byKind: ReadonlyMap<StampKind, readonly Nested[]>;
  /** Rows whose stamps could not be had. */
  readonly failed: number;
}

/** Stamps of many alerts, a few calls at a time. A row without stamps, or whose call failed, has empty arrays, and is counted. */
export async function stampColumns(
  source: StampSource,
  rows: readonly (StampRow | undefined)[],
  kind: StampKind | 'All',
  context: QueryContext,
): Promise<StampColumns> {
  const kinds = kind === 'All' ? stampKinds : [kind];
  const byKind = new Map(kinds.map((name): [StampKind, Nested[]] => [name, rows.map(() => [])]));
  let failed = 0;
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < rows.length) {
      const index = next++;
      const row = rows[index];
      if (row === undefined) continue;
      try {
        const texts = await stampArrayTexts(source, row, kind, context);
        for (const [name, text] of texts) (byKind.get(name) ?? [])[index] = nestedFromText(text);
      } catch (error) {
        context.signal.throwIfAborted();
        if (!(error instanceof PortalError)) throw error;
        failed++;
      }
    }
  };
  await context.trace.span('stamps', () => Promise.all(Array.from({ length: callsAtOnce }, work)));
  return { byKind, failed };
}
