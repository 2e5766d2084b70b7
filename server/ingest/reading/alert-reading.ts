import { PortalError } from '#domain/failure.ts';
import { createAlertSources, reasonOf, type SourceItem } from '#server/ingest/alert-sources.ts';
import type { RecordShape } from '#server/ingest/records/record-shape.ts';
import type { PreparedShape, SurveyIngest } from '#server/ingest/surveys/survey-ingest.ts';
import { checkKey } from '#server/ports/keys.ts';
import type { TableShape } from '#server/storage/surveys/survey-tables.ts';
import type { AlertRows } from '#server/storage/tables/alert-rows.ts';
import type { AlertReader, ReadingHandlers, ReadingOptions } from './handlers.ts';
import { BatchPacker, ColumnSets } from './packed-batch.ts';
import { surveyIngests } from './survey-ingests.ts';

/** How the records of a shape are read, or why they can't be. */
type Reading =
  | { readonly ingest: SurveyIngest; readonly read: PreparedShape['read']; readonly shape: number }
  | { readonly reason: string };

/** Batches handed over and not yet stored: one is being stored, one waits. */
const batchesAtMost = 2;

const surveys = Object.values(surveyIngests);

function surveyOf(shape: RecordShape): SurveyIngest | undefined {
  return surveys.find((survey) => survey.recognises(shape));
}

/** What the survey of a shape needs of nested records; nothing is left out of records of no known survey. */
function needsOf(shape: RecordShape): (field: string, inner: string) => boolean {
  const ingest = surveyOf(shape);
  return (field, inner) => ingest?.needs(field, inner) ?? true;
}

/** Asks for each shape once whether it can be stored. */
function createReadings({ shape: ask }: ReadingHandlers): (shape: RecordShape) => Promise<Reading> | Reading {
  const known = new Map<RecordShape, Reading>();
  const prepare = async (shape: RecordShape): Promise<Reading> => {
    const ingest = surveyOf(shape);
    if (ingest === undefined) return { reason: 'its fields are those of no survey that is known here' };
    const { read, columnsOf } = ingest.prepare(shape);
    const plain = (table: TableShape) => columnsOf(table).map(({ column, type }) => ({ column, type }));
    const columns = Object.entries(ingest.tables.byName).map(([name, table]) => [name, plain(table)] as const);
    const number = known.size;
    const reason = await ask({ survey: ingest.survey.id, shape: number, columns: Object.fromEntries(columns) });
    return reason === undefined ? { ingest, read, shape: number } : { reason };
  };
  return (shape) => {
    const found = known.get(shape);
    if (found !== undefined) return found;
    return prepare(shape).then((reading) => {
      known.set(shape, reading);
      return reading;
    });
  };
}

/** Hands batches over, so many at a time, and uses their memory again. */
function createHandover({ batch: hand }: ReadingHandlers, { limits }: ReadingOptions) {
  const free: SharedArrayBuffer[] = [];
  const packers = new Map<SurveyIngest, BatchPacker>();
  const underWay: Promise<void>[] = [];
  let sets = new ColumnSets();

  const packerOf = (ingest: SurveyIngest): BatchPacker => {
    const known = packers.get(ingest);
    if (known !== undefined) return known;
    const packer = new BatchPacker(ingest.tables, sets, free.pop() ?? BatchPacker.memoryFor(limits));
    packers.set(ingest, packer);
    return packer;
  };
  const flush = async (ingest: SurveyIngest, packer: BatchPacker): Promise<void> => {
    while (underWay.length >= batchesAtMost) await underWay.shift();
    packers.delete(ingest);
    const done = hand(packer.take()).then((buffer) => void free.push(buffer));
    // A failure is thrown by whoever waits next; until then it must not end the process as unhandled.
    done.catch(() => {});
    underWay.push(done);
  };
  const flushAll = async (): Promise<void> => {
    for (const [ingest, packer] of packers) await flush(ingest, packer);
  };

  return {
    async add(ingest: SurveyIngest, alert: AlertRows, shape: number): Promise<void> {
      const packer = packerOf(ingest);
      packer.add(alert, shape);
      if (!packer.isFull(limits)) return;
      await flush(ingest, packer);
      if (!sets.isFull) return;
      await flushAll();
      sets = new ColumnSets();
    },
    async finish(): Promise<void> {
      await flushAll();
      for (const done of underWay.splice(0)) await done;
    },
    settled: () => Promise.allSettled(underWay),
  };
}

/** Reads alerts in the thread that asks for them. */
export function createAlertReading(): AlertReader {
  return {
    start: () => {},
    async read(inputs, handlers, options) {
      const readingOf = createReadings(handlers);
      const handover = createHandover(handlers, options);
      const sources = createAlertSources(needsOf);
      const take = async (item: SourceItem): Promise<void> => {
        if ('reason' in item) return handlers.rejected(item);
        const reading = await readingOf(item.shape);
        const alert = 'reason' in reading ? reading : rowsOf(reading.read, item);
        if ('reason' in alert) return handlers.rejected({ name: item.name, reason: alert.reason });
        if (!('reason' in reading)) await handover.add(reading.ingest, alert, reading.shape);
      };
      try {
        for (const file of inputs) {
          for await (const item of sources(file, { signal: options.signal, onBytes: handlers.bytes })) {
            if (options.signal?.aborted) throw new PortalError('aborted', 'The ingest was stopped.');
            await take(item);
          }
        }
        await handover.finish();
      } finally {
        await handover.settled();
      }
    },
    close: async () => {},
  };
}

function rowsOf(
  read: PreparedShape['read'],
  { record }: Extract<SourceItem, { record: unknown }>,
): AlertRows | { readonly reason: string } {
  try {
    const rows = read(record);
    for (const { key } of rows.rows) checkKey(key);
    return rows;
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}
