import { describe, expect, test } from 'vitest';
import { createProgressView, summaryLine } from './progress.ts';

function viewOn(isTerminal: boolean, columns = 80) {
  const written: string[] = [];
  const clock = { ms: 0 };
  const view = createProgressView({
    isTerminal,
    columns,
    write: (text) => void written.push(text),
    nowMs: () => clock.ms,
  });
  return { view, written, clock };
}

const half = { alerts: 1200, rejected: 0, bytes: 50, totalBytes: 100 };

describe('progress on a terminal', () => {
  test('is one line that is drawn over, ten times a second at most', () => {
    const { view, written, clock } = viewOn(true);
    view.update({ ...half, alerts: 0, bytes: 0 });
    clock.ms = 50;
    view.update(half);
    clock.ms = 1000;
    view.update(half);
    expect(written).toHaveLength(2);
    expect(written[1]).toBe('\r\u001b[2K[##############--------------]  50 %  1200 alerts, 1200/s');
    view.finish();
    view.finish();
    expect(written.slice(2)).toEqual(['\r\u001b[2K']);
  });

  test('never runs into a second line', () => {
    const { view, written } = viewOn(true, 30);
    view.update(half);
    expect(written[0]?.replace('\r\u001b[2K', '')).toHaveLength(29);
  });

  test('makes room for other lines', () => {
    const { view, written } = viewOn(true);
    view.update(half);
    view.line('rejected a.avro: why');
    expect(written.slice(1)).toEqual(['\r\u001b[2K', 'rejected a.avro: why\n']);
  });
});

test('progress elsewhere is a plain line every five seconds, without control characters', () => {
  const { view, written, clock } = viewOn(false);
  for (const ms of [0, 2000, 4999, 5000, 5001, 10_000]) {
    clock.ms = ms;
    view.update({ ...half, rejected: 2 });
  }
  view.finish();
  expect(written).toEqual(['50 %  1200 alerts, 2 rejected, 240/s\n', '50 %  1200 alerts, 2 rejected, 120/s\n']);
});

test('the share is never above 100 %, and an input of no bytes is no trouble', () => {
  const { view, written, clock } = viewOn(true);
  view.update({ ...half, bytes: 120 });
  clock.ms = 1000;
  view.update({ ...half, bytes: 0, totalBytes: 0 });
  expect(written[0]).toContain(' 100 %');
  expect(written[1]).toContain('   0 %');
});

test('the last words tell what was stored, what was there before, and what was left out', () => {
  const summary = { alerts: 1, unchanged: 0, objects: 1, nights: 1, rejected: 0, seconds: 2 };
  expect(summaryLine(summary)).toBe('1 alert of 1 object in 1 night, 0 rejected, 2.0 s, 1 alerts/s');
  expect(summaryLine({ ...summary, alerts: 300, unchanged: 100, objects: 7, nights: 2, rejected: 3 })).toBe(
    '300 alerts (100 stored before) of 7 objects in 2 nights, 3 rejected, 2.0 s, 150 alerts/s',
  );
});
