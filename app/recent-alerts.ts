import { classText } from '#components/search/search-links.ts';
import { readingOf } from '#domain/object/readings.ts';
import type { ResultRow, SearchResult } from '#domain/search/result.ts';
import { latestByObject } from '#domain/search/result-row.ts';
import { surveys } from '#domain/surveys/index.ts';

export interface RecentAlerts {
  /** One line an object, latest first. */
  readonly rows: readonly ResultRow[];
  /** Classes that have alerts, by their latest one. */
  readonly classes: readonly ResultRow[];
  /** Classes that could not be asked for, and why the first one could not. */
  readonly missing?: { readonly classes: readonly string[]; readonly message: string };
}

export type AskSearch = (text: string) => Promise<SearchResult>;

const alertsOfClass = 24;
const classNames = surveys.flatMap(({ id }) => readingOf(id).recentClasses);

/**
 * The latest alerts of all classes that stand for what is new, asked class by class.
 * @throws what `ask` throws when it fails for every class.
 */
export async function loadRecentAlerts(ask: AskSearch): Promise<RecentAlerts> {
  const answers = await Promise.allSettled(classNames.map((name) => ask(classText(name, alertsOfClass))));
  const failed = answers.flatMap((answer, index) =>
    answer.status === 'rejected' ? [{ name: classNames[index] ?? '', reason: answer.reason }] : [],
  );
  const [first] = failed;
  if (first !== undefined && failed.length === classNames.length) throw first.reason;
  const lists = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value.rows] : []));
  const latestFirst = (rows: readonly ResultRow[]) => rows.toSorted((a, b) => b.lastMjd - a.lastMjd);
  return {
    rows: latestFirst(latestByObject(lists.flat())),
    classes: latestFirst(lists.flatMap((rows) => latestFirst(rows)[0] ?? [])),
    ...(first === undefined
      ? {}
      : {
          missing: {
            classes: failed.map(({ name }) => name),
            message: first.reason instanceof Error ? first.reason.message : 'The search failed.',
          },
        }),
  };
}

/** With gaps an answer is kept for less: a class that always fails must not cost twenty calls a visit. */
const gapsFreshForMs = 5_000;

/** Keeps an answer for `freshForMs`, and shares the work on the next one; failures are not kept. */
export function createRecentAlerts({ nowMs, freshForMs }: { nowMs: () => number; freshForMs: number }) {
  let kept: { readonly value: RecentAlerts; readonly untilMs: number } | undefined;
  let running: Promise<RecentAlerts> | undefined;

  const load = async (ask: AskSearch): Promise<RecentAlerts> => {
    try {
      const value = await loadRecentAlerts(ask);
      kept = { value, untilMs: nowMs() + (value.missing === undefined ? freshForMs : gapsFreshForMs) };
      return value;
    } finally {
      running = undefined;
    }
  };
  return async (ask: AskSearch): Promise<RecentAlerts> => {
    if (kept !== undefined && nowMs() < kept.untilMs) return kept.value;
    running ??= load(ask);
    return running;
  };
}

const key = Symbol.for('fink-portal.recent-alerts');
const shared: { [key]?: ReturnType<typeof createRecentAlerts> } & typeof globalThis = globalThis;

/** The latest alerts, at most 30 s old. One for all bundles of this process. */
export function recentAlerts(ask: AskSearch): Promise<RecentAlerts> {
  shared[key] ??= createRecentAlerts({ nowMs: () => performance.now(), freshForMs: 30_000 });
  return shared[key](ask);
}
