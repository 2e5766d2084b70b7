import { AsyncLocalStorage } from 'node:async_hooks';
import type { Trace } from '#server/telemetry/trace.ts';
import type { RequestScope } from '../request-scope.ts';

/** What the gate knows of a request before Next does, and what pages tell it about their answer. */
export interface RequestNote {
  readonly trace: Trace;
  readonly method: string;
  readonly path: string;
  /** Address of the person, as far as trusted proxies tell it. */
  readonly client: string;
  /** Fires when the client leaves before its answer is complete. */
  readonly signal: AbortSignal;
  /** Status of a page whose head is still to be written; Next itself knows 200, 404 and 500 only. */
  status?: number;
  /** Measures the request; opened by whatever answers it. */
  scope?: RequestScope;
}

const key = Symbol.for('fink-portal.request-note');
const shared: { [key]?: AsyncLocalStorage<RequestNote> } & typeof globalThis = globalThis;

/** Runs `work` so that all it begins finds `note`. One storage a process: Next bundles pages, routes and this apart. */
export function withRequestNote<T>(note: RequestNote, work: () => T): T {
  shared[key] ??= new AsyncLocalStorage<RequestNote>();
  return shared[key].run(note, work);
}

/** The note of the request under way; undefined outside of the gate (tests, builds). */
export function requestNote(): RequestNote | undefined {
  return shared[key]?.getStore();
}
