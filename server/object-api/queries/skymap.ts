import type { z } from 'zod';
import { PortalError } from '#domain/failure.ts';
import { type PixelRange, pixelCount } from '#domain/healpix/disc.ts';
import { type CredibleRegion, credibleRegion } from '#domain/skymap/credible-region.ts';
import { jdUtcFromMjdUtc } from '#domain/time/scales.ts';
import type { skymapArguments } from '#server/contracts/arguments/skymap.ts';
import type { Answer } from '#server/http/answer.ts';
import type { GraceDb } from '#server/outside/gracedb/gracedb.ts';
import type { Row } from '#server/ports/wide-row-store.ts';
import { numberReader } from '#server/storage/cell-codec.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';
import { type QueryContext, tableOptions } from './answer-options.ts';
import { decodeRows } from './decode.ts';
import { type KeyTimes, keyRangesOfPixels } from './pixel-ranges.ts';
import type { ReadDeps } from './read-deps.ts';
import { readRows, rowsPerAnswer } from './read-rows.ts';
import { RowBlock } from './row-block.ts';
import { cellTextsOfRows, doublesOfRows, latestOfGroups, readOrder } from './row-order.ts';
import { bytesFromMapText, piecesOfMap } from './skymap-file.ts';
import { formatNamed, tableAnswer } from './table-answer.ts';
import { computedColumn } from './table-draft.ts';
import { ztfDecoding } from './ztf-decoding.ts';

export interface SkymapDeps extends ReadDeps {
  readonly outside: { readonly gracedb: GraceDb };
}

type SkymapArguments = z.output<typeof skymapArguments>;

/** A map, and what is said of one that can't be read. */
interface MapFile {
  readonly bytes: Uint8Array;
  readonly failure: (cause: PortalError) => PortalError;
}

async function mapFile(deps: SkymapDeps, args: SkymapArguments, context: QueryContext): Promise<MapFile> {
  const argument = args.bayestar === undefined ? 'file' : 'bayestar';
  const text = args[argument];
  if (text !== undefined) {
    const failure = ({ message }: PortalError): PortalError => new PortalError('bad-request', message, { argument });
    return { bytes: context.trace.span('parse', () => bytesFromMapText(text, argument)), failure };
  }
  const { event_name: event } = args;
  if (event === undefined) {
    const words = 'A sky map is needed: give `bayestar` (the file as text) or `event_name` (a superevent of GraceDB)';
    throw new PortalError('bad-request', words, { argument: 'bayestar' });
  }
  const { signal, trace } = context;
  const bytes = await trace.span('upstream', () => deps.outside.gracedb.skymapFile(event, { signal, trace }));
  const failure = (cause: PortalError): PortalError =>
    new PortalError('upstream-failed', `GraceDB's map of ${event}: ${cause.message}`, {
      dependency: 'GraceDB service',
      cause,
    });
  return { bytes, failure };
}

async function regionOf({ bytes, failure }: MapFile, level: number, context: QueryContext): Promise<CredibleRegion> {
  const { signal, trace } = context;
  const wanted = { level, nside: ztfTables.pixelNside };
  try {
    return await trace.span('region', () => credibleRegion(piecesOfMap(bytes, signal), wanted));
  } catch (error) {
    if (error instanceof PortalError && error.kind !== 'aborted') throw failure(error);
    throw error;
  }
}

const pixelsPerScan = 4096;

/** Runs cut so that no group has more than so many pixels. */
function* grouped(runs: readonly PixelRange[]): Generator<readonly PixelRange[]> {
  let group: PixelRange[] = [];
  let room = pixelsPerScan;
  for (const { first, last } of runs) {
    for (let from = first; from <= last; ) {
      const to = Math.min(last, from + room - 1);
      group.push({ first: from, last: to });
      room -= to - from + 1;
      from = to + 1;
      if (room > 0) continue;
      yield group;
      group = [];
      room = pixelsPerScan;
    }
  }
  if (group.length > 0) yield group;
}

/** Digits of a Julian date before the point. */
const digits = 7;
const began = 'i:jdstarthist';

/** Rows of the region whose objects began to vary within the times. */
async function rowsInRegion(
  deps: ReadDeps,
  { pixels }: CredibleRegion,
  times: KeyTimes,
  context: QueryContext,
): Promise<{ readonly block: RowBlock; readonly truncated: boolean }> {
  const block = new RowBlock();
  const beganOf = numberReader(began, 'double');
  const keep = (row: Row): boolean => {
    const jd = beganOf(row) ?? Number.NaN;
    return jd >= times.from && jd <= times.to;
  };
  for (const runs of grouped(pixels)) {
    const ranges = keyRangesOfPixels(ztfTables, runs, times);
    const limit = rowsPerAnswer - block.rows.length;
    const { truncated } = await readRows(
      deps.store,
      { table: ztfTables.pixels, ranges, limit, keep },
      { block, context },
    );
    if (truncated) return { block, truncated };
  }
  return { block, truncated: false };
}

/** Of each object the latest row, where it had not varied for longer than `days` by then. */
function freshObjects(block: RowBlock, days: number): number[] {
  const times = doublesOfRows(block, 'i:jd');
  const starts = doublesOfRows(block, began);
  const latest = latestOfGroups(readOrder(block), cellTextsOfRows(block, 'i:objectId'), times);
  return latest.filter((row) => (times[row] ?? Number.NaN) - (starts[row] ?? Number.NaN) <= days);
}

/**
 * `/api/v1/skymap` of ZTF: objects inside the credible region of an event that began to vary in the days around it, newest first.
 * The window is the event's time less `n_day_before` to the event's time plus `n_day_after`, UTC.
 */
export async function ztfSkymap(deps: SkymapDeps, args: SkymapArguments, context: QueryContext): Promise<Answer> {
  const format = formatNamed(args['output-format']);
  const file = await mapFile(deps, args, context);
  const region = await regionOf(file, args.credible_level, context);
  context.trace.note('pixels', pixelCount(region.pixels));
  if (region.eventMjd === undefined) {
    throw file.failure(new PortalError('corrupt', 'The sky map does not say when the event was (DATE-OBS).'));
  }
  const eventJd = jdUtcFromMjdUtc(region.eventMjd);
  const times = { from: eventJd - args.n_day_before, to: eventJd + args.n_day_after, digits };
  const { block, truncated } = await rowsInRegion(deps, region, times, context);
  const rows = freshObjects(block, args.n_day_after);
  const schema = await deps.schemas.read(ztfTables.pixels, { signal: context.signal });
  const options = tableOptions({ ...args, columns: undefined });
  const table = decodeRows(ztfDecoding, { block, schema, options, rows, bare: true }, context);
  const starts = table.order.map(() => eventJd);
  if (table.rowCount > 0) table.columns.push(computedColumn('v:jdstartgw', 'double', starts));
  return tableAnswer(table, { format, truncated, limit: rowsPerAnswer }, context);
}
