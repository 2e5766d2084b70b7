import type { z } from 'zod';
import type { Trace } from '#server/telemetry/trace.ts';
import type { Answer } from './answer.ts';
import type { Arguments } from './arguments.ts';

/** All that a handler gets to know about its request. Nothing in it is shared with another request. */
export interface RequestContext {
  readonly trace: Trace;
  /** Aborted when the client leaves, when the deadline passes, and when the service must stop. Hand it to every read. */
  readonly signal: AbortSignal;
  /** GET (also for HEAD) or POST. */
  readonly method: string;
  /** With doubled slashes merged, without the query. */
  readonly path: string;
  /** Named parts of the path. */
  readonly params: Readonly<Record<string, string>>;
  readonly args: Arguments;
  readonly client: string;
  /** Header of the request, undefined when absent. */
  header(name: string): string | undefined;
  /**
   * The arguments that the schema knows.
   * @throws {PortalError} `bad-request` naming the argument, its value and what is allowed.
   */
  parse<T extends z.ZodObject>(schema: T): z.output<T>;
}

export type Method = 'GET' | 'POST';

/** One resource of a service, declared as data. */
export interface Route {
  /** Label in metrics and log: `objects`, `cutouts`. */
  readonly name: string;
  /** Paths in Hono's form, without a trailing slash. */
  readonly paths: readonly string[];
  readonly methods: readonly Method[];
  /** The answer to a GET without arguments: a line of text, or an answer. Absent: the handler is asked. */
  readonly emptyGet?: string | Answer;
  /** False for pages and indexes that read no arguments: the body of a POST isn't looked at. */
  readonly readsArguments?: boolean;
  /** Bytes that a body may have here, where that is more than elsewhere. */
  readonly bodyBytes?: number;
  /** False: its answers carry no CORS headers. */
  readonly cors?: boolean;
  handle(context: RequestContext): Answer | Promise<Answer>;
}
