import type { z } from 'zod';
import { PortalError } from '#domain/failure.ts';

/**
 * The settings of a process, parsed once at its start; an empty text counts as absent.
 * @throws {PortalError} `bad-request` with one message that names every wrong setting and what is allowed.
 */
export function parseSettings<T extends z.ZodObject>(
  schema: T,
  env: Readonly<Record<string, string | undefined>>,
): z.output<T> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => {
    const name = String(issue.path[0] ?? '');
    const value = /TOKEN|SECRET|PASSWORD/.test(name) ? '(not shown)' : (given[name] ?? '');
    return `  ${name}=${value}: ${issue.message}`;
  });
  throw new PortalError('bad-request', `Wrong settings in the environment:\n${lines.join('\n')}`);
}
