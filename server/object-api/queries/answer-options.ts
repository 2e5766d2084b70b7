import type { Trace } from '#server/telemetry/trace.ts';

/** What a query is told of the request that it answers. */
export interface QueryContext {
  readonly signal: AbortSignal;
  readonly trace: Trace;
  /** Header of the request; absent where there is none to be conditional on. */
  readonly header?: (name: string) => string | undefined;
  readonly method?: string;
  readonly path?: string;
  readonly args?: Readonly<Record<string, unknown>>;
}

/** What the caller wants of a tabular answer. */
export interface TableOptions {
  /** Full names, or undefined for all columns (and then fillers and computed ones). */
  readonly columns: readonly string[] | undefined;
  /** Real nulls instead of the text `nan` and of fillers. */
  readonly cleanNulls: boolean;
  /** 64-bit integers as text. */
  readonly textIds: boolean;
}

export function tableOptions(args: {
  readonly columns?: readonly string[] | undefined;
  readonly nulls: 'nan' | 'clean';
  readonly ids: 'integer' | 'string';
}): TableOptions {
  return { columns: args.columns, cleanNulls: args.nulls === 'clean', textIds: args.ids === 'string' };
}
