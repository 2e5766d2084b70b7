import type { BandName } from '#domain/surveys/survey.ts';

/** Image surveys that a stamp can be laid against; the first is the usual one. */
export const imageSurveyNames = ['ps1', 'legacy', 'dss2'] as const;
export type ImageSurveyName = (typeof imageSurveyNames)[number];

/** One band of an image survey, as the CDS has it. */
export interface SurveyImage {
  /** Id of the hierarchical survey of single-band pixels: `CDS/P/PanSTARRS/DR1/r`. */
  readonly hips: string;
  /** As people call it, band included. */
  readonly label: string;
  /** The same, short enough to stand in a stamp. */
  readonly short: string;
}

interface ImageSurvey {
  readonly label: string;
  readonly short: string;
  /** Bands from blue to red, and the end of each one's id. */
  readonly bands: Readonly<Record<string, string>>;
  /** What stands for a band that the survey has not. */
  readonly instead: Readonly<Record<string, string>>;
  readonly path: string;
}

/** Ids: list of image surveys of the CDS (https://aladin.cds.unistra.fr/hips/list). */
const surveys: Readonly<Record<ImageSurveyName, ImageSurvey>> = {
  ps1: {
    label: 'Pan-STARRS DR1',
    short: 'PS1',
    path: 'CDS/P/PanSTARRS/DR1',
    bands: { g: 'g', r: 'r', i: 'i', z: 'z', y: 'y' },
    instead: { u: 'g' },
  },
  legacy: {
    label: 'Legacy Surveys DR10',
    short: 'LS',
    path: 'CDS/P/DESI-Legacy-Surveys/DR10',
    bands: { g: 'g', r: 'r', i: 'i', z: 'z' },
    instead: { u: 'g', y: 'z' },
  },
  dss2: {
    label: 'DSS2',
    short: 'DSS2',
    path: 'CDS/P/DSS2',
    bands: { blue: 'blue', red: 'red', infrared: 'NIR' },
    instead: { u: 'blue', g: 'blue', r: 'red', i: 'infrared', z: 'infrared', y: 'infrared' },
  },
};

/** What a survey is called, without a band. */
export function imageSurveyLabel(name: ImageSurveyName): string {
  return surveys[name].label;
}

/** The image of a survey in the band of an alert, or in the nearest that it has. */
export function surveyImage(name: ImageSurveyName, band: BandName): SurveyImage {
  const { label, short, path, bands, instead } = surveys[name];
  const own = band in bands ? band : (instead[band] ?? 'r');
  return { hips: `${path}/${bands[own]}`, label: `${label} ${own}`, short: `${short} ${own}` };
}
