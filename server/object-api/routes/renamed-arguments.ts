import { type Arguments, validateArguments } from '#server/http/arguments.ts';
import type { RequestContext } from '#server/http/request-context.ts';

/** The same request with some arguments under other names; one that has its newer name already keeps that. */
export function withRenamedArguments(
  context: RequestContext,
  renamed: Readonly<Record<string, string>>,
): RequestContext {
  const values: Record<string, unknown> = Object.create(null);
  Object.assign(values, context.args);
  for (const [older, newer] of Object.entries(renamed)) {
    if (older in values && !(newer in values)) values[newer] = values[older];
  }
  const args: Arguments = values;
  return { ...context, args, parse: (schema) => context.trace.span('parse', () => validateArguments(schema, args)) };
}
