import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { skyLibraryBody } from './sky-library.ts';

test('the sky viewer is the file of its authors, byte by byte, kept for ever, and left to Next to be packed', async () => {
  const body = await skyLibraryBody('aladin-lite-3.8.2.js');
  const published = readFileSync('node_modules/aladin-lite/dist/aladin.js');
  expect(published.equals(Buffer.from(body.bytes))).toBe(true);
  expect(body).toMatchObject({ contentType: 'text/javascript; charset=utf-8', compressible: false });
  expect(body.cacheControl).toContain('immutable');
});

test.each(['aladin-lite-3.8.1.js', '../package.json', ''])('%j is nothing', async (file) => {
  await expect(skyLibraryBody(file)).rejects.toMatchObject({ kind: 'not-found' });
});
