import { luminosityDistanceMpc } from './cosmology.ts';
import type { PacketRecord } from './packet-schema.ts';
import { createRandom, type Random } from './random.ts';
import { distanceOf } from './surroundings.ts';
import { surveyPlan } from './survey-plan.ts';
import type { Truth, TruthKind } from './truth.ts';

/** What the simulated classifiers know when an alert comes in. */
export interface Moment {
  readonly jd: number;
  /** Detections of the object so far, this one included, and days since the first. */
  readonly detections: number;
  readonly ageDays: number;
}

const supernovae: readonly TruthKind[] = ['SN Ia', 'SN II', 'SN Ibc', 'SN IIn', 'SLSN-I'];
const transient: readonly TruthKind[] = [...supernovae, 'TDE', 'Nova'];

const unit = (value: number): number => Math.min(0.999, Math.max(0.001, value));
const digits = (value: number, places: number): number => Number(value.toFixed(places));

/** SuperNNova-like scores: sure of a kind after some ten points, hesitant before. */
function recurrentScores(truth: Truth, { detections }: Moment, random: Random): { snia: number; sn: number } {
  const learned = 1 - Math.exp(-detections / 6);
  const spread = 0.06 * random.normal();
  if (truth.kind === 'SN Ia')
    return { snia: unit(0.25 + 0.68 * learned + spread), sn: unit(0.4 + 0.55 * learned + spread) };
  if (supernovae.includes(truth.kind))
    return { snia: unit(0.3 - 0.18 * learned + spread), sn: unit(0.4 + 0.5 * learned + spread) };
  if (truth.kind === 'TDE') return { snia: unit(0.2 + spread), sn: unit(0.55 - 0.2 * learned + spread) };
  if (truth.kind === 'Nova') return { snia: unit(0.15 + spread), sn: unit(0.42 - 0.15 * learned + spread) };
  return { snia: unit(0.12 + Math.abs(spread)), sn: unit(0.06 + Math.abs(spread)) };
}

/** Early SN Ia score of a random forest that looks at rising light curves only. */
function earlyScore(truth: Truth, { detections, ageDays }: Moment, random: Random): number {
  if (!transient.includes(truth.kind) || detections < 4 || detections > 20 || ageDays > 22) return 0;
  const mean = truth.kind === 'SN Ia' ? 0.68 : supernovae.includes(truth.kind) ? 0.28 : 0.15;
  return digits(unit(mean + 0.09 * random.normal()), 3);
}

function anomaly(truth: Truth, random: Random): number {
  const odd = ['SLSN-I', 'TDE', 'Nova', 'Blazar', 'Microlensing'].includes(truth.kind);
  return digits((odd ? -0.14 : -0.03) - 0.03 * Math.abs(random.normal()), 6);
}

/** Days over which the robustness of a state is judged, and how many times the flux is looked at in them. */
const stateDays = 30;
const stateSamples = 10;
/** Thresholds of the states, relative to the flux in the reference image. */
const [lowState, highState] = [1.0, 1.5];

/**
 * Flux and its mean over the last 30 days, each over the threshold of a state; −1 for who is no blazar, and for the high state of one that is
 * in a low state: as Fink's module gives them.
 */
function blazarStats(truth: Truth, { jd }: Moment): PacketRecord {
  const names = ['instantness_low', 'robustness_low', 'instantness_high', 'robustness_high'] as const;
  const record = (values: readonly number[]): PacketRecord =>
    Object.fromEntries(names.map((name, i) => [name, digits(values[i] ?? -1, 4)]));
  if (truth.kind !== 'Blazar') return record([]);
  const relative = (at: number): number => truth.flux(at, 2) / truth.reference[2];
  const past = Array.from({ length: stateSamples }, (_, i) => relative(jd - (i * stateDays) / stateSamples));
  const [now, mean] = [relative(jd), past.reduce((sum, value) => sum + value, 0) / stateSamples];
  const low = [now / lowState, mean / lowState];
  return record(low.some((ratio) => ratio > 1) ? [...low, now / highState, mean / highState] : low);
}

function mangrove(truth: Truth): PacketRecord {
  const near = truth.galaxy !== undefined && truth.galaxy.redshift < 0.05 && transient.includes(truth.kind);
  if (!near || truth.galaxy === undefined)
    return { HyperLEDA_name: 'None', '2MASS_name': 'None', lum_dist: 'None', ang_dist: 'None' };
  const luminosity = luminosityDistanceMpc(truth.galaxy.redshift);
  const angular = luminosity / (1 + truth.galaxy.redshift) ** 2;
  return {
    HyperLEDA_name: `SIM ${truth.name}`,
    '2MASS_name': 'None',
    lum_dist: luminosity.toFixed(4),
    ang_dist: angular.toFixed(4),
  };
}

/** A star that Gaia would have measured: its catalogue entry, named as simulated. */
function gaia(truth: Truth, random: Random): PacketRecord {
  const { parallaxMas, gaiaClass } = truth.labels;
  if (parallaxMas === undefined && gaiaClass === undefined) {
    return { DR3Name: 'Unknown', Plx: 0, e_Plx: 0, gaiaVarFlag: 0, gaiaClass: 'Unknown' };
  }
  const error = digits(0.03 + 0.05 * random.next(), 4);
  const parallax = digits((parallaxMas ?? 0) + error * random.normal(), 4);
  return {
    DR3Name: `SIM DR3 ${9_990_000_000_000 + random.integer(0, 999_999_999)}`,
    Plx: parallax,
    e_Plx: error,
    gaiaVarFlag: gaiaClass === undefined ? 0 : 1,
    gaiaClass: gaiaClass ?? 'Unknown',
  };
}

/** The columns that Fink's science modules would add for this truth, by simulated classifiers and catalogues. */
export function scoresOf(
  truth: Truth,
  moment: Moment,
): { added: PacketRecord; structs: Readonly<Record<string, PacketRecord>> } {
  const random = createRandom(`${surveyPlan.seed}/scores/${truth.name}/${moment.jd}`);
  const fixed = createRandom(`${surveyPlan.seed}/catalogues/${truth.name}`);
  const { snia, sn } = recurrentScores(truth, moment, random);
  const { labels } = truth;
  const announced = labels.tns !== undefined && moment.ageDays >= labels.tns.afterDays;
  const lensed = truth.kind === 'Microlensing' && moment.detections >= 8;
  const catalogued = labels.simbad !== undefined && labels.simbad !== 'Galaxy';
  const added = {
    cdsxmatch: labels.simbad ?? 'Unknown',
    rf_snia_vs_nonia: earlyScore(truth, moment, random),
    snn_snia_vs_nonia: digits(snia, 6),
    snn_sn_vs_all: digits(sn, 6),
    mulens: lensed ? digits(unit(0.8 + 0.08 * random.normal()), 3) : 0,
    rf_kn_vs_nonkn: truth.kind === 'Dwarf nova' && moment.ageDays < 5 ? digits(0.25 * random.next(), 3) : 0,
    anomaly_score: anomaly(truth, random),
    ...gaia(truth, fixed),
    gcvs: labels.gcvs ?? 'Unknown',
    vsx: labels.vsx ?? 'Unknown',
    x3hsp: labels.x3hsp ?? 'Unknown',
    x4lac: labels.x4lac ?? 'Unknown',
    spicy_id: -1,
    spicy_class: 'Unknown',
    tns: announced && labels.tns !== undefined ? labels.tns.type : '',
    is_transient: transient.includes(truth.kind) && !catalogued,
    slsn_score: truth.kind === 'SLSN-I' && moment.detections > 15 ? digits(unit(0.78 + 0.06 * random.normal()), 4) : -1,
  };
  return { added, structs: { mangrove: mangrove(truth), blazar_stats: blazarStats(truth, moment) } };
}

/** How star-like the detection looks to the source extractor. */
export function starLikeness(truth: Truth, random: Random): number {
  if (truth.kind === 'Bogus') return digits(random.uniform(0.05, 0.7), 3);
  if (truth.kind === 'Satellite') return digits(random.uniform(0.01, 0.2), 3);
  const inGalaxy = truth.galaxy !== undefined && distanceOf(truth.galaxy) < 1.5;
  return digits(Math.min(1, (inGalaxy ? 0.9 : 0.97) - 0.03 * Math.abs(random.normal())), 3);
}
