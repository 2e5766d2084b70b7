import { finkClassNames } from '#domain/classes/fink-classes.ts';
import { finkClassOfCells } from '#domain/classification.ts';
import type { SkyPosition } from '#domain/coordinates/separation.ts';
import type { PointKind } from '#domain/lightcurve/lightcurve.ts';
import { subjectOfClass } from '#domain/object/class-subject.ts';
import {
  type Belonging,
  columnsOfRules,
  type SolarSystemReading,
  type StatedClass,
  type SurveyReading,
} from '#domain/object/reading.ts';
import type { Label } from '#domain/object/summary.ts';
import { miriadeNames } from '#domain/solar-system/miriade-names.ts';
import { numberOfCell } from './cells.ts';
import { textFromCell, type WireRow } from './wire-row.ts';
import { ztf } from './ztf.ts';
import { alertFacts, groups } from './ztf-facts.ts';

const kindOfTag: Readonly<Record<string, PointKind>> = {
  valid: 'detection',
  badquality: 'bad',
  upperlim: 'limit',
  forced: 'forced',
};
/** Status of forced photometry whose aperture has bad pixels. */
const badPixels = /\b56\b/;
/** Asked of every server: those that keep no forced photometry ignore argument and columns. */
const forcedColumns = ['i:forcediffimflux', 'i:forcediffimfluxunc', 'i:magzpsci', 'i:procstatus'];

const classColumns = [
  'd:cdsxmatch',
  'd:roid',
  'd:mulens',
  'd:snn_snia_vs_nonia',
  'd:snn_sn_vs_all',
  'd:rf_snia_vs_nonia',
];
const classInputs = [
  ...classColumns,
  'd:rf_kn_vs_nonkn',
  'd:tracklet',
  'd:tns',
  'i:ndethist',
  'i:drb',
  'i:classtar',
  'i:jdstarthist',
];
const factColumns = columnsOfRules([...alertFacts, ...groups.flatMap((group) => group.rules)]);
const scoreColumns = [
  'd:rf_snia_vs_nonia',
  'd:snn_snia_vs_nonia',
  'd:snn_sn_vs_all',
  'd:rf_kn_vs_nonkn',
  'd:slsn_score',
  'd:mulens',
  'd:anomaly_score',
  'i:rb',
  'i:drb',
  'i:classtar',
];
const blazarColumns = ['d:blazar_stats_m0', 'd:blazar_stats_instantness_low', 'd:blazar_stats_instantness_high'];
const blazarScores = [...blazarColumns, 'd:blazar_stats_robustness_low', 'd:blazar_stats_robustness_high'];
const alertColumns = [
  ...new Set([
    ...ztf.lightcurveColumns,
    ...classInputs,
    ...factColumns,
    ...scoreColumns,
    ...blazarScores,
    'i:ranr',
    'i:decnr',
  ]),
];
const resultColumns = [
  'i:objectId',
  'i:candid',
  'i:jd',
  'i:fid',
  'i:magpsf',
  'i:sigmapsf',
  'i:ra',
  'i:dec',
  ...classInputs,
];

/** What the broker finds, nothing known, and the frequent SIMBAD types (old and new spelling). */
const recentClasses = [
  'Early SN Ia candidate',
  'SN candidate',
  'Kilonova candidate',
  'Microlensing candidate',
  'Ambiguous',
  'Solar System candidate',
  'Solar System MPC',
  'Unknown',
  'QSO',
  'BLLac',
  'Blazar',
  'Seyfert_1',
  'CataclyV*',
  'RRLyr',
  'RRLyrae',
  'Cepheid',
  'EB*',
  'EclBin',
  'LPV*',
  'Mira',
];

function classOf(row: WireRow): StatedClass {
  const stated = textFromCell(row['v:classification']) || textFromCell(row['d:classification']);
  const text = stated || finkClassOfCells(row);
  if (text === 'Solar System MPC') return { text, standing: 'catalogue' };
  const isCandidate = text === 'Unknown' || finkClassNames.includes(text) || /candidate/i.test(text);
  return { text, standing: isCandidate ? 'candidate' : 'catalogue' };
}

function sourceOfClass(text: string): string {
  if (text === 'Solar System MPC') return 'MPC';
  return text === 'Unknown' || finkClassNames.includes(text) ? 'Fink' : 'SIMBAD';
}

function labelsOf(latest: WireRow): readonly Label[] {
  const { text, standing } = classOf(latest);
  const labels: Label[] = [{ text, standing, subject: subjectOfClass(text), source: sourceOfClass(text) }];
  const tns = textFromCell(latest['d:tns']);
  if (tns !== '') labels.push({ text: tns, standing: 'spectrum', subject: 'tns', source: 'TNS' });
  const distance = numberOfCell(latest, 'i:distnr');
  if (distance >= 0 && distance < 10)
    labels.push({
      text: `source ${distance.toFixed(1)}″`,
      standing: 'catalogue',
      subject: 'gal',
      source: 'ZTF reference',
    });
  return [...labels, ...catalogueLabels(latest)];
}

/** Sources of other catalogues farther than this have nothing to do with the object, arcsec. */
const sameSourceArcsec = 2;

/** What catalogues of stars, of variables and of the Solar System have at the place. */
function catalogueLabels(latest: WireRow): readonly Label[] {
  const label = (text: string, source: string): Label => ({
    text,
    standing: 'catalogue',
    subject: subjectOfClass(text),
    source,
  });
  const named = (column: string, source: string): readonly Label[] => {
    const text = textFromCell(latest[column]);
    return text === '' ? [] : [label(text, source)];
  };
  const near = (column: string, source: string): readonly Label[] => {
    const distance = numberOfCell(latest, column);
    return distance >= 0 && distance <= sameSourceArcsec ? [label(`source ${distance.toFixed(1)}″`, source)] : [];
  };
  return [
    ...named('i:ssnamenr', 'MPC match').map((one): Label => ({ ...one, subject: 'sso' })),
    ...named('d:tracklet', 'Fink tracklet').map((one): Label => ({ ...one, subject: 'sso', standing: 'candidate' })),
    ...named('d:gcvs', 'GCVS'),
    ...named('d:vsx', 'VSX'),
    ...near('i:distpsnr1', 'PS1'),
    ...near('i:neargaia', 'Gaia'),
  ];
}

function referencePlaceOf(row: WireRow): SkyPosition | null {
  const [raDeg, decDeg] = [numberOfCell(row, 'i:ranr'), numberOfCell(row, 'i:decnr')];
  // The packets write −999 where there is none.
  return raDeg >= 0 && decDeg >= -90 ? { raDeg, decDeg } : null;
}

function belongingOf(detections: readonly WireRow[]): Belonging {
  const names = new Set(detections.map((row) => textFromCell(row['i:ssnamenr'])));
  const [name = ''] = names;
  const tracklet = textFromCell(detections.at(-1)?.['d:tracklet']);
  // A missing statistic is −1 on the wire.
  const watched = detections.some((row) =>
    blazarColumns.some((column) => Math.abs(numberOfCell(row, column) + 1) > 1e-9),
  );
  return {
    solarSystemName: names.size === 1 && name !== '' ? name : null,
    trackletName: tracklet.startsWith('TRCK') ? tracklet : null,
    blazar: watched,
  };
}

/** All alerts of a Solar System object, with the ephemeris of Miriade where it is asked for. */
const solarSystemReading: SolarSystemReading = {
  alerts: {
    route: 'sso',
    args: {},
    columns: ['i:objectId', 'i:candid', 'i:jd', 'i:fid', 'i:magpsf', 'i:sigmapsf', 'i:isdiffpos', 'i:ra', 'i:dec'],
  },
  listColumns: resultColumns,
  nameArgument: 'n_or_d',
  withEphemeris: { withEphem: 'True' },
  officialName: 'sso_name',
  officialNumber: 'sso_number',
  ephemerides: [miriadeNames],
  ephemerisService: 'Miriade (IMCCE)',
  fitsOf: 'ztf',
};

/** How the portal reads ZTF: one call gives detections, bad-quality points and limits. */
export const ztfReading: SurveyReading = {
  survey: 'ztf',
  alerts: {
    route: 'objects',
    args: { withupperlim: 'True', withforced: 'True' },
    columns: [...alertColumns, ...forcedColumns],
  },
  prefix: { route: 'objects', args: {}, columns: resultColumns },
  cone: { route: 'conesearch', args: {}, columns: [] },
  classes: { route: 'latests', args: {}, columns: resultColumns, classArgument: 'class', limitArgument: 'n' },
  classNames: finkClassNames,
  recentClasses,
  names: {
    given: 'd:internal_name',
    tnsName: 'd:fullname',
    tnsType: 'd:type',
    tnsId: 'd:internalname',
    tnsRa: 'd:ra',
    tnsDec: 'd:declination',
  },
  scoreColumns: [...scoreColumns, ...blazarScores],
  belongingOf,
  referencePlaceOf,
  tracklets: {
    route: 'tracklet',
    args: {},
    columns: [
      'i:objectId',
      'i:candid',
      'i:jd',
      'i:fid',
      'i:magpsf',
      'i:sigmapsf',
      'i:isdiffpos',
      'i:ra',
      'i:dec',
      'd:tracklet',
    ],
    nameColumn: 'd:tracklet',
  },
  solarSystem: solarSystemReading,
  kindOf(row) {
    const tagged = kindOfTag[String(row['d:tag'] ?? '')];
    if (tagged === 'forced' && badPixels.test(textFromCell(row['i:procstatus']))) return 'bad';
    if (tagged !== undefined) return tagged;
    return Number.isFinite(numberOfCell(row, 'i:magpsf')) ? 'detection' : 'limit';
  },
  classOf,
  labelsOf,
  detectionsOf: (row) => numberOfCell(row, 'd:nalerthist'),
  alertFacts,
  groups,
};
