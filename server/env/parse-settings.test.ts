import { expect, test } from 'vitest';
import { z } from 'zod';
import { parseSettings } from './parse-settings.ts';

const schema = z.object({
  PORT: z.coerce.number().int().max(65_535, 'a port').default(8081),
  LEVEL: z.enum(['info', 'warn'], 'info or warn').default('info'),
});

test('an empty text counts as absent, and what is not a setting is left alone', () => {
  expect(parseSettings(schema, { PORT: '', HOME: '/root', LEVEL: 'warn' })).toEqual({ PORT: 8081, LEVEL: 'warn' });
});

test('all wrong settings are in one message, each with what it was and what is allowed', () => {
  expect(() => parseSettings(schema, { PORT: '70000', LEVEL: 'loud' })).toThrow(
    'Wrong settings in the environment:\n  PORT=70000: a port\n  LEVEL=loud: info or warn',
  );
});
