import { subjectOfClass } from '#domain/object/class-subject.ts';
import {
  type Belonging,
  columnsOfRules,
  type EphemerisNames,
  type FactGroupRule,
  type FactRule,
  type SolarSystemReading,
  type StatedClass,
  type SurveyReading,
} from '#domain/object/reading.ts';
import type { Label } from '#domain/object/summary.ts';
import { designationOfSsObjectId, unpackedDesignation } from '#domain/search/packed-designation.ts';
import { miriadeNames } from '#domain/solar-system/miriade-names.ts';
import { numberOfCell } from './cells.ts';
import { lsst } from './lsst.ts';
import { textFromCell, type WireRow } from './wire-row.ts';

/** Classes of the CATS classifier by code. */
const catsClass: Readonly<Record<string, string>> = {
  11: 'Supernova-like',
  12: 'Fast transient',
  13: 'Long transient',
  21: 'Periodic variable',
  22: 'Non-periodic variable',
};

/** Fluxes of the packet are nJy; pages show them in the unit of the light curve. */
const microjansky = { unit: 'µJy', times: 1e-3 } as const;

const alertFacts: readonly FactRule[] = [
  { column: 'r:psfFlux', label: 'PSF flux', error: 'r:psfFluxErr', ...microjansky, source: 'Rubin' },
  { column: 'r:scienceFlux', label: 'Flux in the visit', error: 'r:scienceFluxErr', ...microjansky, source: 'Rubin' },
  {
    column: 'r:templateFlux',
    label: 'Flux in the template',
    error: 'r:templateFluxErr',
    ...microjansky,
    source: 'Rubin',
  },
  { column: 'r:snr', label: 'Signal to noise', decimals: 1, source: 'Rubin' },
  { column: 'r:reliability', label: 'Reliability', decimals: 3, score: true, source: 'Rubin', least: 0 },
  { column: 'r:extendedness', label: 'Extendedness', decimals: 2, score: true, source: 'Rubin', least: 0 },
  { column: 'r:ra', label: 'RA', decimals: 7, unit: 'deg', source: 'Rubin' },
  { column: 'r:dec', label: 'Dec', decimals: 7, unit: 'deg', source: 'Rubin' },
  { column: 'r:visit', label: 'Visit', source: 'Rubin' },
  { column: 'r:detector', label: 'Detector', source: 'Rubin' },
  { column: 'r:diaSourceId', label: 'diaSourceId', source: 'Rubin' },
];

const scores: FactGroupRule = {
  title: 'Scores',
  note: 'latest alert',
  rules: [
    { column: 'f:clf_earlySNIa_score', label: 'Early SN Ia', decimals: 2, score: true, source: 'RF', least: 0 },
    {
      column: 'f:clf_snnSnVsOthers_score',
      label: 'Supernova',
      decimals: 3,
      score: true,
      source: 'SuperNNova',
      least: 0,
    },
    { column: 'f:clf_cats_class', label: 'CATS class', source: 'CATS', words: { ...catsClass, '-1': 'not run' } },
    { column: 'f:clf_cats_score', label: 'its probability', decimals: 2, score: true, source: 'CATS', least: 0 },
    { column: 'r:reliability', label: 'Reliability', decimals: 3, score: true, source: 'Rubin', least: 0 },
  ],
};

const crossmatches: FactGroupRule = {
  title: 'Crossmatches',
  rules: [
    { column: 'f:xm_simbad_otype', label: 'SIMBAD type', source: 'CDS', none: 'no match' },
    { column: 'f:xm_tns_fullname', label: 'TNS name', source: 'TNS', none: 'no match' },
    { column: 'f:xm_tns_type', label: 'TNS type', source: 'TNS' },
    { column: 'f:xm_tns_redshift', label: 'TNS redshift', decimals: 4, source: 'TNS', least: 0 },
    { column: 'f:xm_gaiadr3_DR3Name', label: 'Gaia DR3', source: 'Gaia', none: 'no match' },
    {
      column: 'f:xm_gaiadr3_Plx',
      label: 'its parallax',
      error: 'f:xm_gaiadr3_e_Plx',
      unit: 'mas',
      source: 'Gaia',
      needs: 'f:xm_gaiadr3_DR3Name',
    },
    {
      column: 'f:xm_legacydr8_zphot',
      label: 'Photometric redshift',
      error: 'f:xm_legacydr8_e_zphot',
      source: 'Legacy DR8',
      least: 0,
    },
    { column: 'f:xm_vsx_Type', label: 'VSX type', source: 'AAVSO' },
    { column: 'f:xm_gcvs_type', label: 'GCVS type', source: 'GCVS' },
    { column: 'f:xm_x3hsp_type', label: '3HSP', source: '3HSP' },
    { column: 'f:xm_x4lac_type', label: '4LAC', source: 'Fermi' },
    { column: 'f:xm_mangrove_HyperLEDA_name', label: 'Mangrove galaxy', source: 'Mangrove' },
    { column: 'f:xm_spicy_class', label: 'SPICY class', source: 'SPICY' },
  ],
};

const groups = [scores, crossmatches];
const factColumns = columnsOfRules([...alertFacts, ...groups.flatMap((group) => group.rules)]);
const classColumns = ['f:xm_simbad_otype', 'f:xm_tns_type', 'f:xm_tns_fullname', 'f:clf_cats_class'];
const scoreColumns = ['f:clf_earlySNIa_score', 'f:clf_snnSnVsOthers_score', 'f:clf_cats_score', 'r:reliability'];
const alertColumns = [
  ...new Set([...lsst.lightcurveColumns, 'r:ssObjectId', ...classColumns, ...factColumns, ...scoreColumns]),
];
const objectColumns = [
  'r:diaObjectId',
  'r:ra',
  'r:dec',
  'r:nDiaSources',
  'f:main_label_crossmatch',
  'f:main_label_classifier',
];
const sourceColumns = [
  'r:diaObjectId',
  'r:diaSourceId',
  'r:midpointMjdTai',
  'r:band',
  'r:psfFlux',
  'r:psfFluxErr',
  'r:ra',
  'r:dec',
];
const resultColumns = [...sourceColumns, 'r:nDiaSources', 'f:main_label_crossmatch', ...classColumns];

function classOf(row: WireRow): StatedClass {
  const simbad = textFromCell(row['f:main_label_crossmatch']) || textFromCell(row['f:xm_simbad_otype']);
  if (simbad !== '') return { text: simbad, standing: /candidate|\?$/i.test(simbad) ? 'candidate' : 'catalogue' };
  return { text: catsClass[textFromCell(row['f:clf_cats_class'])] ?? 'Unknown', standing: 'candidate' };
}

function labelsOf(latest: WireRow, object: WireRow | undefined): readonly Label[] {
  const { text, standing } = classOf({ ...latest, ...object });
  const isCats = Object.values(catsClass).includes(text);
  const source = isCats ? 'CATS' : text === 'Unknown' ? 'Fink' : 'SIMBAD';
  const labels: Label[] = [{ text, standing, subject: subjectOfClass(text), source }];
  const name = textFromCell(latest['f:xm_tns_fullname']);
  const type = textFromCell(latest['f:xm_tns_type']);
  const tns = [name, type].filter((part) => part !== '').join(' · ');
  if (tns !== '')
    labels.push({ text: tns, standing: type === '' ? 'catalogue' : 'spectrum', subject: 'tns', source: 'TNS' });
  return labels;
}

/** A source of a Solar System object carries its id, which is made of its designation. */
function belongingOf(detections: readonly WireRow[]): Belonging {
  const designations = new Set(detections.map((row) => designationOfSsObjectId(textFromCell(row['r:ssObjectId']))));
  const [packed] = designations;
  const solarSystemName =
    designations.size === 1 && packed !== undefined ? (unpackedDesignation(packed) ?? packed) : null;
  return { solarSystemName, trackletName: null, blazar: false };
}

/** The packet has an ephemeris of its own (schema 10 on), for when Miriade's is not there. */
const packetNames: EphemerisNames = {
  ra: 'r:ephRa',
  dec: 'r:ephDec',
  phase: 'r:phaseAngle',
  observerDistance: 'r:topoRange',
  sunDistance: 'r:helioRange',
  mag: {},
};

/** All sources of a Solar System object, with the ephemeris of Miriade where it is asked for. */
const solarSystemReading: SolarSystemReading = {
  alerts: {
    route: 'sso',
    args: {},
    columns: [
      ...lsst.lightcurveColumns,
      ...[packetNames.ra, packetNames.dec, packetNames.phase, packetNames.observerDistance, packetNames.sunDistance],
    ],
  },
  listColumns: sourceColumns,
  nameArgument: 'n_or_d',
  withEphemeris: { withEphem: 'True' },
  officialName: 'f:sso_name',
  ephemerides: [miriadeNames, packetNames],
  ephemerisService: 'Miriade (IMCCE)',
  fitsOf: 'ztf',
};

/** How the portal reads Rubin: sources by object, and the object's own row beside. */
export const lsstReading: SurveyReading = {
  survey: 'lsst',
  alerts: { route: 'sources', args: {}, columns: alertColumns },
  object: { route: 'objects', args: {}, columns: objectColumns },
  cone: { route: 'conesearch', args: {}, columns: resultColumns },
  classNames: [],
  recentClasses: [],
  scoreColumns,
  referencePlaceOf: () => null,
  belongingOf,
  solarSystem: solarSystemReading,
  kindOf: () => 'detection',
  classOf,
  labelsOf,
  detectionsOf: (row) => numberOfCell(row, 'r:nDiaSources'),
  alertFacts,
  groups,
};
