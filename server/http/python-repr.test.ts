import { expect, test } from 'vitest';
import golden from './python-repr.golden.json' with { type: 'json' };
import { pythonRepr, reprDict } from './python-repr.ts';

test('texts are quoted and escaped exactly as Python does', () => {
  for (const [text = '', expected] of golden.texts) expect(pythonRepr(text)).toBe(expected);
});

test('error bodies are the repr of the dict, exceptions inside it', () => {
  for (const [text = '', expected] of golden.dicts) expect(reprDict(text)).toBe(expected);
  for (const [text = '', expected] of golden.exceptions) expect(reprDict(text, 'ValueError')).toBe(expected);
});
