import { PortalError } from '#domain/failure.ts';
import { type Arguments, validateArguments } from '#server/http/arguments.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { RequestContext } from '#server/http/request-context.ts';
import type { Handler } from './api-deps.ts';

type Names = Readonly<Record<string, string>>;

/** The same request with some arguments under other names; one that has its newer name already keeps that. */
function withRenamedArguments(context: RequestContext, renamed: Names): RequestContext {
  const values: Record<string, unknown> = Object.create(null);
  Object.assign(values, context.args);
  for (const [older, newer] of Object.entries(renamed)) {
    if (older in values && !(newer in values)) values[newer] = values[older];
  }
  const args: Arguments = values;
  return { ...context, args, parse: (schema) => context.trace.span('parse', () => validateArguments(schema, args)) };
}

/** A refusal that calls the argument what the caller called it. Words that clients match stay as they are. */
function inTheirWords(error: unknown, asked: Arguments, renamed: Names): unknown {
  if (!(error instanceof PortalError) || error instanceof Refusal) return error;
  const names = Object.entries(renamed).find(([older, newer]) => newer === error.argument && older in asked);
  if (names === undefined || names[1] in asked) return error;
  const [older, newer] = names;
  const words = error.message.replaceAll(`\`${newer}\``, `\`${older}\``);
  return new PortalError(error.kind, words, { argument: older, cause: error });
}

/** The handler of a former route: its successor's, with the arguments under the names of then. */
export function renamedHandler(successor: Handler, renamed: Names): Handler {
  return async (context) => {
    try {
      return await successor(withRenamedArguments(context, renamed));
    } catch (error) {
      throw inTheirWords(error, context.args, renamed);
    }
  };
}
