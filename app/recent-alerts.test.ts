import { describe, expect, test } from 'vitest';
import { PortalError } from '#domain/failure.ts';
import { readingOf } from '#domain/object/readings.ts';
import type { ResultRow, SearchResult } from '#domain/search/result.ts';
import { createRecentAlerts, loadRecentAlerts } from './recent-alerts.ts';

const classNames = readingOf('ztf').recentClasses;

function row(className: string, objectId: string, lastMjd: number): ResultRow {
  return {
    survey: 'ztf',
    objectId,
    alertId: String(lastMjd),
    className,
    subject: 'unknown',
    standing: 'candidate',
    raDeg: 0,
    decDeg: 0,
    band: 'g',
    mag: 18,
    magErr: 0.1,
    lastMjd,
    detections: null,
    separationArcsec: null,
    simulated: false,
  };
}

function answerWith(rows: readonly ResultRow[]): SearchResult {
  return {
    understood: { kind: 'class', className: '', limit: 24 },
    calls: [],
    rows,
    truncated: false,
    limit: 24,
    tookMs: 1,
  };
}

const nameIn = (text: string) => /class="(.*)" last=24/.exec(text)?.[1] ?? '';
/** Every class has its own object and one that all share. */
const ask = async (text: string) => {
  const index = classNames.indexOf(nameIn(text));
  return answerWith([row(nameIn(text), 'shared', 100 - index), row(nameIn(text), `own-${index}`, index)]);
};
const down = new PortalError('unavailable', 'The object API can’t be reached.', { dependency: 'object API' });

describe('the latest alerts', () => {
  test('come once an object, latest first, over all classes', async () => {
    const { rows, classes, missing } = await loadRecentAlerts(ask);
    expect(rows).toHaveLength(classNames.length + 1);
    expect(rows[0]).toMatchObject({ objectId: 'shared', lastMjd: 100 });
    expect(rows.map(({ lastMjd }) => lastMjd)).toEqual(rows.map(({ lastMjd }) => lastMjd).toSorted((a, b) => b - a));
    expect(new Set(classes.map(({ className }) => className))).toEqual(new Set(classNames));
    expect(missing).toBeUndefined();
  });

  test('say which classes are missing, and fail when all are', async () => {
    const gap = await loadRecentAlerts((text) => (nameIn(text) === 'QSO' ? Promise.reject(down) : ask(text)));
    expect(gap.missing).toEqual({ classes: ['QSO'], message: down.message });
    await expect(loadRecentAlerts(() => Promise.reject(down))).rejects.toBe(down);
  });

  test('are asked for once while they are fresh, and again after that or after a failure', async () => {
    let now = 0;
    let asked = 0;
    const recent = createRecentAlerts({ nowMs: () => now, freshForMs: 30 });
    const counted = (text: string) => {
      asked++;
      return ask(text);
    };
    await expect(recent(() => Promise.reject(down))).rejects.toBe(down);
    await Promise.all([recent(counted), recent(counted)]);
    now = 29;
    await recent(counted);
    expect(asked).toBe(classNames.length);
    now = 30;
    await recent(counted);
    expect(asked).toBe(2 * classNames.length);
  });

  test('with a gap are asked for again soon, but not for every visit', async () => {
    let now = 0;
    let asked = 0;
    const recent = createRecentAlerts({ nowMs: () => now, freshForMs: 30_000 });
    const oneFails = (text: string) => {
      asked++;
      return nameIn(text) === 'QSO' ? Promise.reject(down) : ask(text);
    };
    expect((await recent(oneFails)).rows.length).toBeGreaterThan(1);
    now = 4_999;
    await recent(oneFails);
    expect(asked).toBe(classNames.length);
    now = 5_000;
    await recent(oneFails);
    expect(asked).toBe(2 * classNames.length);
  });
});
