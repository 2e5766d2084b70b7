import { expect, test } from 'vitest';
import { createPaintQueue } from './paint-queue.ts';

function queueOf(perFrame: number) {
  const frames: (() => void)[] = [];
  const queue = createPaintQueue({ perFrame, nextFrame: (run) => frames.push(run) });
  return { queue, frames, tick: () => frames.shift()?.() };
}

test('no frame of the screen does more than its share, and all is done in order', () => {
  const { queue, frames, tick } = queueOf(4);
  const done: number[] = [];
  for (let job = 0; job < 10; job++) queue.add(() => done.push(job));
  expect([done.length, frames.length]).toEqual([0, 1]);
  const counts: number[] = [];
  while (frames.length > 0) {
    const before = done.length;
    tick();
    counts.push(done.length - before);
  }
  expect(counts).toEqual([4, 4, 2]);
  expect(done).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('a job that was taken back is not done, and its place goes to another', () => {
  const { queue, tick } = queueOf(1);
  const done: string[] = [];
  const back = queue.add(() => done.push('gone'));
  queue.add(() => done.push('here'));
  back();
  tick();
  expect(done).toEqual(['here']);
});
