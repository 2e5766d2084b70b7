import type { ApiCall } from '#domain/calls/api-call.ts';
import type { ClassSubject } from '#domain/object/summary.ts';
import type { BandName, SurveyId } from '#domain/surveys/survey.ts';
import type { SeenWindow } from './seen-window.ts';

/** What the text in the search box was taken to mean. */
export type Understood =
  | { readonly kind: 'object'; readonly survey: SurveyId; readonly objectId: string }
  | { readonly kind: 'partial'; readonly survey: SurveyId; readonly prefix: string }
  | {
      readonly kind: 'cone';
      readonly raDeg: number;
      readonly decDeg: number;
      readonly radiusArcsec: number;
      /** Whose place it is, and who says so. */
      readonly named?: { readonly name: string; readonly source: string } | undefined;
      /** When the object was first seen. */
      readonly seen?: SeenWindow | undefined;
    }
  | {
      readonly kind: 'class';
      readonly className: string;
      readonly limit: number;
      /** When the alerts were sent. */
      readonly seen?: SeenWindow | undefined;
      readonly trend?: string | undefined;
    }
  | {
      readonly kind: 'solar-system';
      /** Number, designation or name, as the API takes it. */
      readonly name: string;
      /** The text says nothing of the Solar System: it is a word that is no class, and may be a name there. */
      readonly guessed?: true;
    }
  | { readonly kind: 'tracklet'; readonly id: string }
  | { readonly kind: 'nothing'; readonly reason: string };

/** One line of a result list: an object by its latest alert. */
export interface ResultRow {
  readonly survey: SurveyId;
  readonly objectId: string;
  readonly alertId: string;
  readonly className: string;
  readonly subject: ClassSubject;
  readonly standing: 'candidate' | 'catalogue' | 'spectrum';
  readonly raDeg: number;
  readonly decDeg: number;
  readonly band: BandName | null;
  readonly mag: number | null;
  readonly magErr: number | null;
  /** MJD, survey's own scale. */
  readonly lastMjd: number;
  readonly detections: number | null;
  readonly separationArcsec: number | null;
  readonly simulated: boolean;
}

/** A call that was made, with the address under which people reach the API. */
export interface MadeCall extends ApiCall {
  readonly method: 'GET';
  readonly apiUrl: string;
  readonly url: string;
}

export interface SearchResult {
  readonly understood: Understood;
  /** The calls that were made upstream, fit to be copied. */
  readonly calls: readonly MadeCall[];
  readonly rows: readonly ResultRow[];
  /** True when the limit cut the answer. */
  readonly truncated: boolean;
  readonly limit: number;
  readonly tookMs: number;
  /** Surveys whose part of the answer is missing, and why. Absent when all answered. */
  readonly failures?: readonly { readonly survey: SurveyId; readonly message: string }[];
  /** Alerts that belong to no object and so have no line, by survey. Absent where all have one. */
  readonly withoutObject?: readonly { readonly survey: SurveyId; readonly alerts: number }[];
}
