import type { MjdUtc } from '#domain/units/quantity.ts';

export type SurveyId = 'ztf' | 'lsst';

/** Types a column can have in the tables, as the broker's schema rows name them. */
export type ColumnType = 'string' | 'integer' | 'long' | 'float' | 'double' | 'boolean';

/** One column of a survey's tables, by its full name (`family:qualifier`). */
export interface Column {
  /** `i:magpsf`, `d:roid`, `r:psfFlux`, `f:xm_tns_type`, … */
  readonly name: string;
  readonly type: ColumnType;
  /** What it is, one sentence in our words. */
  readonly doc: string;
  /** Unit as VOUnit text (`mag`, `d`, `deg`, `arcsec`, `nJy`, `pixel`); absent when dimensionless. */
  readonly unit?: string;
  /** IVOA UCD1+, where one fits. */
  readonly ucd?: string;
  /** Value stored for a bare packet when nothing computes it, and filled by reading where the wire demands it. */
  readonly missing?: string | number | boolean;
  /** True where the alert packet itself may hold null: the schema routes announce a union then. */
  readonly nullable?: boolean;
}

/** From blue to red. */
export const bandNames = ['u', 'g', 'r', 'i', 'z', 'y'] as const;
export type BandName = (typeof bandNames)[number];
export type BandMarker = 'diamond' | 'circle' | 'square' | 'triangle' | 'pentagon' | 'cross';

export interface Band {
  readonly name: BandName;
  /** Value in the survey's band column: ZTF `fid` 1, 2, 3; Rubin `band` text. */
  readonly code: number | string;
  readonly marker: BandMarker;
  /** Effective wavelength, nm. */
  readonly wavelengthNm: number;
}

/** Names of the columns that each survey uses for the same idea. */
export interface SurveyColumns {
  readonly objectId: string;
  readonly alertId: string;
  readonly time: string;
  readonly band: string;
  readonly ra: string;
  readonly dec: string;
}

/** Cells of one row as the wire or the store gives them, by full column name. */
export type Cells = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** The photometry of one row, the same for every survey. Missing numbers are NaN. */
export interface Photometry {
  /** AB magnitude of the absolute difference flux, and its 1σ error, mag. */
  readonly mag: number;
  readonly magErr: number;
  /** 5σ limiting magnitude of the exposure, AB. */
  readonly limitMag: number;
  /** Signed difference flux and its 1σ error, µJy. */
  readonly flux: number;
  readonly fluxErr: number;
  /** True where the source is fainter than the reference. */
  readonly negative: boolean;
  /** Flux of the source in the reference image and its 1σ error, µJy, and how far it is from the alert, arcsec (NaN: not told). */
  readonly refFlux: number;
  readonly refFluxErr: number;
  readonly refDistArcsec: number;
  /** Flux of the source itself, as the exposure sees it, and its 1σ error, µJy. */
  readonly totalFlux: number;
  readonly totalFluxErr: number;
}

/** What is true of all image stamps of a survey. */
export interface SurveyStamps {
  /** Nominal scale, arcsec per pixel; a WCS in the stamp wins. */
  readonly scaleArcsec: number;
  /** Unit of the pixels (BUNIT of the files). */
  readonly unit: string;
  /** Difference stamp of an alert fainter than its reference: `turned` = template − science, so that the source is bright; `signed` = science − template always. */
  readonly negative: 'turned' | 'signed';
}

/**
 * What differs between surveys, as data. Everything else in the project is written against this interface;
 * no code compares `id`.
 */
export interface Survey {
  readonly id: SurveyId;
  /** `ZTF`, `Rubin`. */
  readonly name: string;
  /** Whole object id, anchored; anything else is not an object of this survey. */
  readonly objectIdPattern: RegExp;
  /** Text that can be the beginning of an object id (partial search), anchored. */
  readonly partialIdPattern: RegExp;
  /** `objectId` / `diaObjectId`: the argument of the APIs that carries the object id. */
  readonly objectArgument: string;
  /** `candid` / `diaSourceId`. */
  readonly alertArgument: string;
  readonly columns: SurveyColumns;
  readonly bands: readonly Band[];
  /** Bands by the value of the band column. */
  bandOf(code: unknown): Band | undefined;
  /** How the survey's own time column is read, for people: `JD UTC`, `MJD TAI`. */
  readonly timeLabel: string;
  /** The scale of `timeAxisMjd`, as axis titles say it: `UTC`, `TAI`. */
  readonly timeScale: 'UTC' | 'TAI';
  /** Survey's time column → MJD in the survey's own scale (JD−2400000.5 for ZTF, identity for Rubin). */
  mjdFromTime(time: number): number;
  /** Local mean noon at the telescope as share of the UTC day: its nights begin there. */
  readonly noonUtcDays: number;
  /** Survey's time column → MJD UTC. */
  mjdUtcFromTime(time: number): MjdUtc;
  /** What the survey measures first: magnitudes (ZTF) or fluxes in nJy (Rubin). */
  readonly photometry: 'magnitude' | 'flux';
  /** Difference photometry of a row; limits have NaN but for `limitMag`. */
  photometryOf(cells: Cells): Photometry;
  readonly stamps: SurveyStamps;
  /** Where its telescope stands: an id of domain/observability/observatories.ts. */
  readonly observatory: string;
  /** Columns that the portal's light curve asks for (and no others). */
  readonly lightcurveColumns: readonly string[];
  /** Columns of the survey's main alert table, alphabetical by full name. */
  readonly alertColumns: readonly Column[];
  /** True for ids that only the simulated survey can have. */
  isSimulatedId(objectId: string): boolean;
}
