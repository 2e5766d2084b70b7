import { setImmediate as nextTurn } from 'node:timers/promises';
import { truncatedHeader } from '#server/contracts/object-api.ts';
import { giveBytes } from '#server/formats/byte-memory.ts';
import type { Format, StreamColumn } from '#server/formats/format.ts';
import type { Table } from '#server/formats/table.ts';
import type { Answer, BodyChunks } from '#server/http/answer.ts';
import type { QueryContext } from './answer-options.ts';
import { summedTrace } from './summed-trace.ts';

const nothing = new Uint8Array(0);

/** The rows of a long answer, made only as fast as they are taken. */
export interface TableStream {
  readonly columns: readonly StreamColumn[];
  /** Tables of these columns in their order, valid until the next is asked for. Nothing is opened before the first. */
  blocks(context: QueryContext): AsyncIterable<Table>;
  /** Asked behind the last block: the limit that cut the rows short. */
  truncatedAt(): number | undefined;
}

/**
 * An answer block by block: what is known at its end is told in trailers, and by the format itself where that has a place for it.
 * A failure on the way is the failure of the body.
 */
export function streamedAnswer(stream: TableStream, format: Format, context: QueryContext): Answer {
  const { trace } = context;
  async function* body(): BodyChunks {
    const encoder = format.stream(stream.columns);
    const summed = summedTrace(trace);
    let rows = 0;
    try {
      yield encoder.start();
      for await (const table of stream.blocks({ ...context, trace: summed.trace })) {
        rows += table.rowCount;
        // Nothing is given too: it shows that the answer goes on.
        yield table.rowCount === 0 ? nothing : await summed.trace.span('encode', () => encoder.block(table));
        // Other requests have their turn between two blocks, however fast these are taken.
        await nextTurn();
      }
      summed.record();
      const end = encoder.end({ truncatedAt: stream.truncatedAt(), serverTiming: trace.serverTiming() });
      if (end instanceof Uint8Array) yield end;
      else yield* end;
    } finally {
      summed.record();
      trace.note('rows', rows);
      await encoder.close?.();
    }
  }
  const names = ['Server-Timing', 'X-Result-Truncated'];
  const values = (): Record<string, string> => {
    const limit = stream.truncatedAt();
    const timing = { 'server-timing': trace.serverTiming() };
    return limit === undefined ? timing : { ...timing, [truncatedHeader]: String(limit) };
  };
  return { contentType: format.contentType, body: body(), release: giveBytes, trailers: { names, values } };
}
