import type { Epoch } from '#components/cutouts/epoch.ts';
import type { PackedEntry, PackedFigure } from '#components/lightcurve/packed-figure.ts';
import type { AnalysisName } from '#domain/object/relevance.ts';
import type { BandSummary } from './band-summary.ts';
import type { ObjectFacts } from './object-context.tsx';
import type { ObjectHeaderProps } from './object-header.tsx';
import type { PackedFact, PackedGroup } from './packed-facts.ts';

/** An object page as the server made it of the numbers. All of it is JSON. */
export interface ObjectPage {
  readonly facts: ObjectFacts;
  /** The view as its address says it: `` or `?…`. */
  readonly query: string;
  readonly simulated: boolean;
  readonly staleness: string | null;
  readonly header: Omit<ObjectHeaderProps, 'timeScale'>;
  readonly curve: {
    /** What it does, in a sentence. */
    readonly words: string;
    readonly legend: readonly PackedEntry[];
    readonly figure: PackedFigure;
  };
  /** The alert that the page opens with, and its facts. */
  readonly first: Epoch;
  readonly firstFacts: readonly PackedFact[];
  readonly groups: readonly PackedGroup[];
  /** Absent: no sky view. */
  readonly skyImagesUrl?: string | undefined;
  readonly alertCount: string;
  readonly bands: readonly BandSummary[];
  readonly analyses: readonly AnalysisName[];
  readonly apiUrl: string;
}

/**
 * A page as one text. React's Flight looks at each value of an object in JavaScript where it writes it, and twice where it reads it (for
 * the HTML, and in the browser); a text is one value, and JSON is the engine's own.
 */
export function textFromPage(page: ObjectPage): string {
  return JSON.stringify(page);
}

export function pageFromText(text: string): ObjectPage {
  return JSON.parse(text);
}
