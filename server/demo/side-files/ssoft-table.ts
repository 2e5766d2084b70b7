import { ephemeris } from '../asteroid.ts';
import { createRandom } from '../random.ts';
import { surveyPlan } from '../survey-plan.ts';
import { type Sighting, simulatedName, type Tracked } from './moving-objects.ts';
import { columnsOfRecords, type SmallColumn, type SmallType } from './small-parquet.ts';

export const ssoftFlavours = ['SOCCA', 'SHG1G2', 'HG1G2', 'HG'] as const;
type Flavour = (typeof ssoftFlavours)[number];

/** Month of the table: that of the survey's last nights. */
export const ssoftVersion = '2026.09';

const text = (names: string): readonly string[] => names.trim().split(/\s+/);

const commonNames =
  text(`ssnamenr sso_name sso_number last_jd H_1 H_2 err_H_1 err_H_2 min_phase min_phase_1 min_phase_2 max_phase
  max_phase_1 max_phase_2 chi2red rms rms_1 rms_2 median_error_phot median_error_phot_1 median_error_phot_2 mean_astrometry std_astrometry
  skew_astrometry kurt_astrometry period period_chi2red n_obs n_obs_1 n_obs_2 n_days n_days_1 n_days_2 fit status flag version`);
const twoParameters = text('G1_1 G1_2 G2_1 G2_2');
const errorsOf = (names: readonly string[]): readonly string[] => names.map((name) => `err_${name}`);
const spin = text(
  'a_b a_c alpha0 delta0 alpha0_alt delta0_alt obliquity max_cos_lambda mean_cos_lambda min_cos_lambda',
);
const flavourNames: Readonly<Record<Flavour, readonly string[]>> = {
  SOCCA: [
    ...twoParameters,
    ...spin,
    'phi0',
    ...errorsOf([...twoParameters, 'alpha0', 'delta0', 'phi0', 'a_b', 'a_c', 'period']),
  ],
  SHG1G2: [...twoParameters, 'R', ...spin, ...errorsOf([...twoParameters, 'R', 'alpha0', 'delta0'])],
  HG1G2: [...twoParameters, ...errorsOf(twoParameters)],
  HG: text('G_1 G_2 err_G_1 err_G_2'),
};

const types: Readonly<Record<string, SmallType>> = {
  ssnamenr: 'string',
  sso_name: 'string',
  version: 'string',
  sso_number: 'long',
  ...Object.fromEntries(
    text('n_obs n_obs_1 n_obs_2 n_days n_days_1 n_days_2 fit status flag').map((name) => [name, 'int' as const]),
  ),
};

const digits = (value: number, places: number): number => Number(value.toFixed(places));
const extreme = (values: readonly number[], of: (...values: number[]) => number): number | null =>
  values.length === 0 ? null : digits(of(...values), 4);

/** What follows from the alerts in a band, or in both. */
function observed({ mover }: Tracked, sightings: readonly Sighting[], suffix: string): Record<string, unknown> {
  const phases = sightings.map(({ measurement }) => ephemeris(mover.orbit, measurement.exposure.jd).phaseDeg);
  const errors = sightings.map(({ measurement }) => measurement.magErr).sort((a, b) => a - b);
  const nights = new Set(sightings.map(({ measurement }) => measurement.exposure.night));
  return {
    [`min_phase${suffix}`]: extreme(phases, Math.min),
    [`max_phase${suffix}`]: extreme(phases, Math.max),
    [`median_error_phot${suffix}`]: errors[errors.length >> 1] ?? null,
    [`rms${suffix}`]: digits(0.05 + (errors[errors.length >> 1] ?? 0), 4),
    [`n_obs${suffix}`]: sightings.length,
    [`n_days${suffix}`]: nights.size,
  };
}

/** One row: what a fit of the simulated light curve would give, near the truth from which it was made. */
function recordOf(tracked: Tracked): Readonly<Record<string, unknown>> {
  const { mover, sightings } = tracked;
  const random = createRandom(`${surveyPlan.seed}/ssoft/${mover.designation}`);
  const of = (fid: number): readonly Sighting[] =>
    sightings.filter(({ measurement }) => measurement.exposure.fid === fid);
  const near = (value: number, spread: number): number => digits(value + spread * random.normal(), 4);
  const names = [...commonNames, ...Object.values(flavourNames).flat()];
  const errors = names
    .filter((name) => name.startsWith('err_'))
    .map((name) => [name, digits(0.01 + 0.02 * random.next(), 4)]);
  const pole = { alpha0: digits(random.uniform(0, 360), 3), delta0: digits(random.uniform(-80, 80), 3) };
  return {
    ssnamenr: mover.designation,
    sso_name: simulatedName(mover),
    sso_number: BigInt(mover.designation ?? 0),
    last_jd: sightings.at(-1)?.measurement.exposure.jd ?? null,
    H_1: near(mover.orbit.absoluteMag + 0.35, 0.02),
    H_2: near(mover.orbit.absoluteMag - 0.2, 0.02),
    ...Object.fromEntries(errors),
    ...observed(tracked, sightings, ''),
    ...observed(tracked, of(1), '_1'),
    ...observed(tracked, of(2), '_2'),
    chi2red: near(1.1, 0.1),
    mean_astrometry: near(0.12, 0.02),
    std_astrometry: near(0.08, 0.01),
    skew_astrometry: near(0.9, 0.2),
    kurt_astrometry: near(1.2, 0.3),
    period: near(7.5, 2),
    period_chi2red: near(1.2, 0.1),
    fit: 0,
    status: 2,
    flag: 0,
    version: ssoftVersion,
    ...Object.fromEntries(['G1_1', 'G1_2'].map((name) => [name, near(0.35, 0.03)])),
    ...Object.fromEntries(['G2_1', 'G2_2'].map((name) => [name, near(0.25, 0.03)])),
    ...Object.fromEntries(['G_1', 'G_2'].map((name) => [name, near(mover.orbit.slope, 0.01)])),
    R: digits(random.uniform(0.6, 0.95), 4),
    a_b: digits(random.uniform(1.05, 1.4), 4),
    a_c: digits(random.uniform(1.4, 1.8), 4),
    ...pole,
    alpha0_alt: digits((pole.alpha0 + 180) % 360, 3),
    delta0_alt: -pole.delta0,
    obliquity: digits(random.uniform(0, 180), 3),
    phi0: digits(random.uniform(0, 360), 3),
    max_cos_lambda: 0.9,
    mean_cos_lambda: 0.6,
    min_cos_lambda: 0.2,
  };
}

/** A month's table of a model in the form of Fink's SSoFT (columns as in fink-utils 0.71), for the asteroids that have a number. */
export function ssoftColumns(flavour: Flavour, tracked: readonly Tracked[]): readonly SmallColumn[] {
  const names = [...commonNames, ...flavourNames[flavour]];
  const records = tracked.filter(({ mover }) => mover.designation !== undefined).map(recordOf);
  return columnsOfRecords(Object.fromEntries(names.map((name) => [name, types[name] ?? 'double'])), records);
}
