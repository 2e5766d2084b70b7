import { stampKinds } from '#domain/stamps/locator.ts';
import type { SurveyIngest } from '#server/ingest/surveys/survey-ingest.ts';
import type { BatchResult, PendingAlert } from './store-batch.ts';

/** Alerts of a batch at most, and bytes of their stamps: what is held in memory, twice. */
export interface BatchLimits {
  readonly alertsAtMost: number;
  readonly stampBytesAtMost: number;
}

export const defaultBatchLimits: BatchLimits = { alertsAtMost: 500, stampBytesAtMost: 6 * 1024 * 1024 };

/** Gathers alerts into batches, one survey each, and has them stored one after the other while the next is read. */
export interface Batches {
  /** Waits while two batches are under way. */
  add(ingest: SurveyIngest, alert: PendingAlert): Promise<void>;
  /** Waits for what is under way, whatever becomes of it. */
  settled(): Promise<void>;
  /** Stores what is left and waits for all of it. */
  finish(): Promise<{ readonly unchanged: number }>;
}

interface Gathering {
  alerts: PendingAlert[];
  stampBytes: number;
}

function stampBytesOf({ rows }: PendingAlert): number {
  return stampKinds.reduce((sum, kind) => sum + (rows.lake.stamps[kind]?.bytes.length ?? 0), 0);
}

/** See {@link Batches}. */
export function createBatches(
  store: (ingest: SurveyIngest, alerts: readonly PendingAlert[]) => Promise<BatchResult>,
  { alertsAtMost, stampBytesAtMost }: BatchLimits = defaultBatchLimits,
): Batches {
  const gathering = new Map<SurveyIngest, Gathering>();
  let unchanged = 0;
  let underWay: Promise<void> = Promise.resolve();

  const flush = async (ingest: SurveyIngest, { alerts }: Gathering): Promise<void> => {
    await underWay;
    gathering.delete(ingest);
    const next = store(ingest, alerts).then((result) => {
      unchanged += result.unchanged;
    });
    // The failure is thrown by whoever waits next; until then it must not end the process as unhandled.
    next.catch(() => {});
    underWay = next;
  };

  return {
    async add(ingest, alert) {
      const group = gathering.get(ingest) ?? { alerts: [], stampBytes: 0 };
      gathering.set(ingest, group);
      group.alerts.push(alert);
      group.stampBytes += stampBytesOf(alert);
      if (group.alerts.length >= alertsAtMost || group.stampBytes >= stampBytesAtMost) await flush(ingest, group);
    },
    settled: () => underWay.catch(() => {}),
    async finish() {
      for (const [ingest, group] of gathering) await flush(ingest, group);
      await underWay;
      return { unchanged };
    },
  };
}
