import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createReadsInPlace } from './reads-in-place.ts';

const folder = mkdtempSync(join(tmpdir(), 'in-place-'));
const content = Buffer.from(Array.from({ length: 400_000 }, (_, i) => i % 251));
let fd: number;
beforeAll(() => {
  writeFileSync(join(folder, 'x'), content);
  fd = openSync(join(folder, 'x'), 'r');
});
afterAll(() => {
  closeSync(fd);
  rmSync(folder, { recursive: true });
});

/** A clock that moves by so much at each look: a read looks twice. */
function steppingClock() {
  const clock = { atMs: 0, stepMs: 0 };
  const nowMs = () => {
    clock.atMs += clock.stepMs;
    return clock.atMs;
  };
  return { clock, nowMs };
}

test('a range is read as far as the file goes', () => {
  const { read } = createReadsInPlace(() => 0);
  expect(read(fd, 100, 400)?.equals(content.subarray(100, 400))).toBe(true);
  expect(read(fd, 399_990, 400_100)?.equals(content.subarray(399_990))).toBe(true);
  expect(read(fd, 500_000, 500_010)).toHaveLength(0);
});

test('a long range is left to another thread', () => {
  expect(createReadsInPlace(() => 0).read(fd, 0, 300_000)).toBeUndefined();
});

test('one slow read, and others are asked for fifty times as long as it took', () => {
  const { clock, nowMs } = steppingClock();
  const { read } = createReadsInPlace(nowMs);
  clock.stepMs = 8;
  expect(read(fd, 0, 10)).toHaveLength(10);
  clock.stepMs = 0;
  const endedMs = clock.atMs;
  clock.atMs = endedMs + 399;
  expect(read(fd, 0, 10)).toBeUndefined();
  clock.atMs = endedMs + 400;
  expect(read(fd, 0, 10)).toHaveLength(10);
});

test('quick reads go on in place', () => {
  const { clock, nowMs } = steppingClock();
  const { read } = createReadsInPlace(nowMs);
  clock.stepMs = 2;
  for (let i = 0; i < 3; i++) expect(read(fd, 0, 10)).toHaveLength(10);
});
