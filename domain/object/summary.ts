import type { SkyPosition } from '#domain/coordinates/separation.ts';
import type { BandName, SurveyId } from '#domain/surveys/survey.ts';
import type { AnalysisName } from './relevance.ts';

/** Groups of classes that share a colour (`--class-*` of the tokens). */
export type ClassSubject = 'early' | 'sn' | 'kn' | 'cv' | 'var' | 'agn' | 'gal' | 'sso' | 'mulens' | 'tns' | 'unknown';

/** One statement about what an object is, with who says so. */
export interface Label {
  readonly text: string;
  /** Ring (candidate) or disc (catalogue, spectrum); the word is always shown. */
  readonly standing: 'candidate' | 'catalogue' | 'spectrum';
  readonly subject: ClassSubject;
  /** `Fink`, `SIMBAD`, `TNS`, `ZTF reference`, … */
  readonly source: string;
}

/** One number or word of an alert, ready to be shown. */
export interface Fact {
  /** Column(s) it comes from, for the hover text and for tests. */
  readonly column: string;
  readonly label: string;
  /** Already rounded to the digits of its error; '' never: a missing value is not a fact, or says why in words. */
  readonly value: string;
  readonly error?: string;
  readonly unit?: string;
  /** Provenance chip: `RF`, `SuperNNova`, `ZTF`, `PS1`, … */
  readonly source?: string;
  /** 0…1 when the fact is a score: drawn as a bar. */
  readonly score?: number;
  readonly band?: BandName;
  /** What it is, from the schema; shown on hover. */
  readonly doc?: string;
  /** There is more to say: who made it, and what it does not mean (`domain/labels/provenance.ts`). */
  readonly noted?: true;
}

export interface FactGroup {
  readonly title: string;
  readonly note?: string;
  readonly facts: readonly Fact[];
}

/** One alert, for the panel beside its stamps. */
export interface AlertDetail {
  readonly survey: SurveyId;
  readonly objectId: string;
  /** Decimal text: exceeds 2^53. */
  readonly alertId: string;
  /** Days in the survey's own scale. */
  readonly mjd: number;
  readonly band: BandName;
  readonly negative: boolean;
  readonly facts: readonly Fact[];
}

/** What the top of an object page says. */
export interface ObjectSummary {
  readonly survey: SurveyId;
  readonly objectId: string;
  readonly simulated: boolean;
  /** ICRS J2000, degrees: of the latest alert. */
  readonly raDeg: number;
  readonly decDeg: number;
  readonly constellation: string;
  /** Galactic l, b, degrees. */
  readonly galacticDeg: readonly [l: number, b: number];
  readonly labels: readonly Label[];
  /** First and last detection, MJD in the survey's own scale. */
  readonly firstMjd: number;
  readonly lastMjd: number;
  readonly counts: {
    readonly detections: number;
    readonly limits: number;
    readonly bad: number;
    readonly forced: number;
  };
  readonly latest: AlertDetail;
  /** Analyses that make sense for this object. */
  readonly analyses: readonly AnalysisName[];
  readonly solarSystemName: string | null;
  readonly trackletName: string | null;
  /** The source of the reference image that the latest alert is nearest to, where the survey tells its place. */
  readonly referencePlace: SkyPosition | null;
  readonly groups: readonly FactGroup[];
}
