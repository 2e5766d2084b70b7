import { type FailureKind, PortalError } from '#domain/failure.ts';
import type { InputFile } from '#server/ingest/inputs/input-files.ts';
import type { BatchLimits, Rejection, ShapeColumns } from './handlers.ts';
import type { PackedBatch } from './packed-batch.ts';

/** To the thread that reads. */
export type Order =
  | { readonly kind: 'read'; readonly inputs: readonly InputFile[]; readonly limits: BatchLimits }
  | { readonly kind: 'shape-checked'; readonly reason: string | undefined }
  | { readonly kind: 'batch-stored'; readonly buffer: SharedArrayBuffer };

/** From the thread that reads, in the order of the input. */
export type News =
  | { readonly kind: 'shape'; readonly shape: ShapeColumns }
  | { readonly kind: 'batch'; readonly batch: PackedBatch }
  | { readonly kind: 'rejected'; readonly rejection: Rejection }
  | { readonly kind: 'bytes'; readonly bytes: number }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly failure: SentFailure };

/** An error on its way between threads, which would take its class away. */
export interface SentFailure {
  /** Of a failure that we know. */
  readonly kind: FailureKind | undefined;
  readonly message: string;
  readonly stack: string | undefined;
  readonly cause: string | undefined;
}

export function sentFailure(error: unknown): SentFailure {
  const kind = error instanceof PortalError ? error.kind : undefined;
  if (!(error instanceof Error)) return { kind, message: String(error), stack: undefined, cause: undefined };
  const { message, stack, cause } = error;
  return { kind, message, stack, cause: cause instanceof Error ? cause.message : undefined };
}

export function errorFromSent({ kind, message, stack, cause }: SentFailure): Error {
  const detail = cause === undefined ? {} : { cause: new Error(cause) };
  const error = kind === undefined ? new Error(message, detail) : new PortalError(kind, message, detail);
  if (stack !== undefined) error.stack = stack;
  return error;
}
