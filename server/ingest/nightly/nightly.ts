import { PortalError } from '#domain/failure.ts';
import type { SurveyIngest } from '#server/ingest/surveys/survey-ingest.ts';
import type { FileStore } from '#server/ports/file-store.ts';
import type { WideRowStore } from '#server/ports/wide-row-store.ts';
import { createPendingNights, nightOf } from './pending-nights.ts';

/** Keeps what follows from all alerts of a night together (statistics, the strangest of them) true while alerts come in. */
export interface Nightly {
  /** To be called before alerts of these times are written: so an ingest that is cut off is made good by the next. */
  touch(survey: SurveyIngest, timestampsMs: Iterable<number>): Promise<void>;
  /**
   * Works out every touched night anew from the rows that are stored, also those of an earlier ingest that was cut off.
   * @throws {PortalError} `aborted`: what is left is done the next time
   */
  finish(options?: { readonly signal?: AbortSignal }): Promise<void>;
}

/** See {@link Nightly}. */
export function createNightly(
  deps: { readonly store: WideRowStore; readonly dataFolder: FileStore },
  surveys: readonly SurveyIngest[],
): Nightly {
  const { store } = deps;
  const pending = createPendingNights(deps.dataFolder);
  return {
    async touch({ survey, rowsOfNight }, timestampsMs) {
      if (rowsOfNight === undefined) return;
      const nights = new Set<string>();
      for (const timestampMs of timestampsMs) nights.add(nightOf(timestampMs));
      for (const night of nights) await pending.add({ survey: survey.id, night });
    },
    async finish({ signal } = {}) {
      for (const night of await pending.all()) {
        if (signal?.aborted) throw new PortalError('aborted', 'The ingest was stopped.');
        const ingest = surveys.find(({ survey }) => survey.id === night.survey);
        const changes = (await ingest?.rowsOfNight?.(store, night.night, { signal })) ?? [];
        if (changes.length > 0) await store.writeAll(changes);
        await pending.remove(night);
      }
    },
  };
}
