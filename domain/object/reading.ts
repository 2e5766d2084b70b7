import type { SkyPosition } from '#domain/coordinates/separation.ts';
import type { PointKind } from '#domain/lightcurve/lightcurve.ts';
import type { Label } from '#domain/object/summary.ts';
import type { BandName, SurveyId } from '#domain/surveys/survey.ts';
import type { WireRow } from '#domain/surveys/wire-row.ts';

/** How one fact is read from a row and shown. */
export interface FactRule {
  readonly column: string;
  readonly label: string;
  /** Column of the 1σ error; the value is then rounded to its digits. */
  readonly error?: string;
  readonly unit?: string;
  /** Factor from the column's unit to `unit`; 1 unless given. */
  readonly times?: number;
  readonly source?: string;
  /** Decimals of a value without error; absent: shown as it is. */
  readonly decimals?: number;
  /** True for a score from 0 to 1. */
  readonly score?: true;
  /** Numbers below this mean "there is none" (the packets write −999 and −99). */
  readonly least?: number;
  /** What to say when there is none; absent: the fact is left out. */
  readonly none?: string;
  /** What a code stands for. */
  readonly words?: Readonly<Record<string, string>>;
  /** The fact is shown only where this column is not empty. */
  readonly needs?: string;
}

export interface FactGroupRule {
  readonly title: string;
  readonly note?: string;
  readonly rules: readonly FactRule[];
}

/** A call of the object API: route and the arguments that don't depend on the object. */
export interface ReadingCall {
  readonly route: 'objects' | 'sources' | 'conesearch' | 'latests' | 'tags' | 'sso' | 'tracklet';
  readonly args: Readonly<Record<string, string>>;
  readonly columns: readonly string[];
}

/** What columns of an ephemeris are called. */
export interface EphemerisNames {
  readonly ra: string;
  readonly dec: string;
  /** Angle Sun – object – observer, degrees. */
  readonly phase: string;
  readonly observerDistance: string;
  readonly sunDistance: string;
  /** Predicted magnitudes, by band. */
  readonly mag: Partial<Record<BandName, string>>;
}

/** Columns of names of objects. */
export interface NamesReading {
  readonly given: string;
  readonly tnsName: string;
  readonly tnsType: string;
  readonly tnsId: string;
  /** ICRS, degrees, as text. */
  readonly tnsRa: string;
  readonly tnsDec: string;
}

/** How a survey's object API tells all alerts of a Solar System object, and what it calls the columns of an ephemeris. */
export interface SolarSystemReading {
  readonly alerts: ReadingCall;
  /** The few columns that a list of its objects needs. */
  readonly listColumns: readonly string[];
  /** Argument for the name, and what turns the ephemeris on. */
  readonly nameArgument: string;
  readonly withEphemeris: Readonly<Record<string, string>>;
  /** Columns of the official name and of the number; a survey may not tell the number. */
  readonly officialName: string;
  readonly officialNumber?: string;
  /** The first of these whose columns are there is read: of the service that is asked, then of the packet itself. */
  readonly ephemerides: readonly EphemerisNames[];
  /** Who computes the ephemeris, for words about its failure. */
  readonly ephemerisService: string;
  /** Survey whose API has the broker's table of fits, where names are official ones. */
  readonly fitsOf: SurveyId;
}

/** The class that a row states, without decoration. */
export interface StatedClass {
  readonly text: string;
  readonly standing: Label['standing'];
}

/** Names under which an object is known elsewhere, as far as its alerts tell; null: none. */
export interface Belonging {
  /** The one Solar System object that all alerts are nearest to. */
  readonly solarSystemName: string | null;
  readonly trackletName: string | null;
  /** True where the broker watches it as a blazar. */
  readonly blazar: boolean;
}

/** What the portal reads from the wire of one survey, as data: calls, columns, and what rows mean. */
export interface SurveyReading {
  readonly survey: SurveyId;
  /** All alerts of an object, with all columns that the object page shows. */
  readonly alerts: ReadingCall;
  /** The object's own row, where the survey keeps one. */
  readonly object?: ReadingCall;
  /** Few columns of the alerts of every object whose id begins with a text; absent where ids can't be searched so. */
  readonly prefix?: ReadingCall;
  readonly cone: ReadingCall;
  /** Latest alerts of a class; absent where the API has no such route. `classArgument` names the argument, `limitArgument` the number of rows. */
  readonly classes?: ReadingCall & { readonly classArgument: string; readonly limitArgument: string };
  /** Classes that the text search knows by bare name. */
  readonly classNames: readonly string[];
  /** Classes whose latest alerts together stand for "what is new", since no route lists alerts of all classes. */
  readonly recentClasses: readonly string[];
  /** Columns of numbers that the light curve carries for each alert, beside its photometry. */
  readonly scoreColumns: readonly string[];
  /** Columns of what the API's `metadata` and TNS resolver answer; absent where it has no such routes. */
  readonly names?: NamesReading;
  /** All alerts of a tracklet, by the argument `id`; absent where the API has no such route. */
  readonly tracklets?: ReadingCall & { readonly nameColumn: string };
  /** Absent where the API has no such route. */
  readonly solarSystem?: SolarSystemReading;
  kindOf(row: WireRow): PointKind;
  /** From an alert row, an index row or a result row. */
  classOf(row: WireRow): StatedClass;
  labelsOf(latest: WireRow, object: WireRow | undefined): readonly Label[];
  /** What else the detections of an object, latest first, say that it belongs to. */
  belongingOf(detections: readonly WireRow[]): Belonging;
  /** Place of the nearest source of the reference image; null where the row tells none. */
  referencePlaceOf(row: WireRow): SkyPosition | null;
  /** Detections so far, where a row tells; NaN else. */
  detectionsOf(row: WireRow): number;
  /** Facts of one alert, beside its stamps. */
  readonly alertFacts: readonly FactRule[];
  /** Facts of the object, from its latest alert. */
  readonly groups: readonly FactGroupRule[];
}

/** Every column that rules look at, each once. */
export function columnsOfRules(rules: readonly FactRule[]): readonly string[] {
  const named = rules.flatMap(({ column, error, needs }) => [column, error, needs]);
  return [...new Set(named.filter((name) => name !== undefined))];
}
