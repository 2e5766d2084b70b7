import type { SurveyId } from '#domain/surveys/survey.ts';
import type { InputFile } from '#server/ingest/inputs/input-files.ts';
import type { TypedColumn } from '#server/storage/tables/schema-rows.ts';
import type { PackedBatch } from './packed-batch.ts';

/** Alerts of a batch at most, and bytes of their stamps: what is held in memory, a few times. */
export interface BatchLimits {
  readonly alertsAtMost: number;
  readonly stampBytesAtMost: number;
}

export const defaultBatchLimits: BatchLimits = { alertsAtMost: 500, stampBytesAtMost: 6 * 1024 * 1024 };

/** A packet that was left out, and why. */
export interface Rejection {
  readonly name: string;
  readonly reason: string;
}

/** What the records of a shape can put into each table, by the table's name in the survey. */
export interface ShapeColumns {
  readonly survey: SurveyId;
  /** Number of the shape within this reading, from 0. */
  readonly shape: number;
  readonly columns: Readonly<Record<string, readonly TypedColumn[]>>;
}

/** Whoever reads alerts calls these, in the order of the input. */
export interface ReadingHandlers {
  /** Asked before the first alert of a shape; resolves with the reason why its alerts can't be stored, if there is one. */
  readonly shape: (shape: ShapeColumns) => Promise<string | undefined>;
  /** Takes a batch; resolves when it is stored and its memory free for another. Called again before that, a few times. */
  readonly batch: (batch: PackedBatch) => Promise<SharedArrayBuffer>;
  readonly rejected: (rejection: Rejection) => void;
  /** Bytes of the inputs that were read since the last call. */
  readonly bytes: (bytes: number) => void;
}

export interface ReadingOptions {
  readonly limits: BatchLimits;
  readonly signal?: AbortSignal;
}

/** Turns input files into batches of rows and stamps. One reading at a time. */
export interface AlertReader {
  /** Makes ready what reading takes, for a reading that will follow soon. */
  start(): void;
  /**
   * Resolves when all of the inputs is read and every batch is taken.
   * @throws {PortalError} `aborted`; whatever a handler throws
   */
  read(inputs: readonly InputFile[], handlers: ReadingHandlers, options: ReadingOptions): Promise<void>;
  close(): Promise<void>;
}
