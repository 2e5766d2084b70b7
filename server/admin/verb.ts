import { PortalError } from '#domain/failure.ts';
import type { AdminDeps } from './deps.ts';

/** Where a verb writes to. */
export interface Output {
  /** Resolves when more may be written. */
  out(text: string): Promise<void>;
  err(text: string): void;
}

/** One call of a verb. */
export interface Call extends Output {
  readonly deps: AdminDeps;
  readonly args: readonly string[];
  readonly signal: AbortSignal;
}

/** One thing that `npm run admin` can do. */
export interface Verb {
  /** Arguments, as help shows them: `TABLE FILE`. */
  readonly usage: string;
  /** One line. */
  readonly summary: string;
  /** What it does, needs and leaves; whole paragraphs. */
  readonly details: string;
  /** Fewest and most arguments. */
  readonly takes: readonly [number, number];
  /** Options that it knows. */
  readonly options?: readonly string[];
  /** @returns the exit status */
  readonly run: (call: Call) => Promise<number>;
}

/** Exit statuses of all verbs. */
export const exitCodes = { done: 0, failed: 1, usage: 2, someRefused: 3, stopped: 130 } as const;

/** Throws what a stopped verb ends with. @throws {PortalError} `aborted` */
export function checkStopped(signal: AbortSignal): void {
  if (signal.aborted) throw new PortalError('aborted', 'Stopped.');
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
