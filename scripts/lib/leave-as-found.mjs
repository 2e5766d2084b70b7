// Set-up of every test file: files run one after the other in the same process, so none may leave it other than it found it.
import { afterAll, expect, vi } from 'vitest';

/** What a file could change for those after it: settings, and globals but for those by which packages know that they are there once. */
function found() {
  const names = Object.getOwnPropertyNames(globalThis).filter((name) => !name.startsWith('__'));
  return { env: { ...process.env }, names, values: names.map((name) => globalThis[name]) };
}

const before = found();

afterAll(() => {
  const after = found();
  expect(vi.isFakeTimers(), 'the file leaves fake timers: vi.useRealTimers() in afterEach').toBe(false);
  expect(after.env, 'the file leaves settings other than it found them').toEqual(before.env);
  expect(after.names, 'the file leaves globals that it made').toEqual(before.names);
  const changed = before.names.filter((_, at) => !Object.is(before.values[at], after.values[at]));
  expect(changed, 'the file leaves these globals changed: vi.unstubAllGlobals() in afterEach').toEqual([]);
});
