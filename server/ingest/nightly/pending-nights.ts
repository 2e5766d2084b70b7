import { surveys } from '#domain/surveys/index.ts';
import type { SurveyId } from '#domain/surveys/survey.ts';
import type { FileStore } from '#server/ports/file-store.ts';

/** A night of a survey by the date of its alerts in UTC: `20231012`. */
export interface SurveyNight {
  readonly survey: SurveyId;
  readonly night: string;
}

const folder = 'pending-nights';
const namePattern = /^pending-nights\/([a-z]+)_(\d{8})$/;

/** Nights whose alerts changed since what follows from all of them was worked out; remembered in the data folder. */
export interface PendingNights {
  /** Remembers the night, durably, before its alerts are written. */
  add(night: SurveyNight): Promise<void>;
  all(): Promise<readonly SurveyNight[]>;
  remove(night: SurveyNight): Promise<void>;
}

/** UTC date of a time, as nights are called: `20231012`. */
export function nightOf(timestampMs: number): string {
  return new Date(timestampMs).toISOString().slice(0, 10).replaceAll('-', '');
}

/** See {@link PendingNights}. */
export function createPendingNights(dataFolder: FileStore): PendingNights {
  const known = new Set<string>();
  const pathOf = ({ survey, night }: SurveyNight): string => `${folder}/${survey}_${night}`;
  return {
    async add(night) {
      const path = pathOf(night);
      if (known.has(path)) return;
      await dataFolder.write(path, []);
      known.add(path);
    },
    async all() {
      const nights: SurveyNight[] = [];
      for await (const path of dataFolder.list(folder)) {
        const [, id, night] = namePattern.exec(path) ?? [];
        const survey = surveys.find((known) => known.id === id)?.id;
        if (night !== undefined && survey !== undefined) nights.push({ survey, night });
      }
      return nights;
    },
    async remove(night) {
      known.delete(pathOf(night));
      await dataFolder.remove(pathOf(night));
    },
  };
}
