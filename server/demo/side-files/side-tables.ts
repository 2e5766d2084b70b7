import type { SimulatedObject, SimulatedSurvey } from '../survey.ts';
import { surveyPlan } from '../survey-plan.ts';
import { simulatedName, type Tracked } from './moving-objects.ts';
import { columnsOfRecords, type SmallColumn } from './small-parquet.ts';

/** Candidates of the orbit finder are numbered from here: fink-fat is far from it. */
const firstCandidate = 999_000_001n;

const lastJd = surveyPlan.firstNightJd + surveyPlan.nights;

function csv(records: readonly (readonly (string | number | bigint)[])[]): string {
  const quoted = (value: string | number | bigint): string => `"${String(value).replaceAll('"', '""')}"`;
  return `${records.map((record) => record.map(quoted).join(',')).join('\n')}\n`;
}

/** Letters that count like TNS names do: aaa, aab, … */
function lettersOf(index: number): string {
  let [n, letters] = [index, ''];
  for (let i = 0; i < 3; i++) {
    letters = String.fromCharCode(97 + (n % 26)) + letters;
    n = Math.floor(n / 26);
  }
  return letters;
}

const isoDate = (jd: number): string =>
  new Date(Math.round((jd - 2440587.5) * 86_400_000)).toISOString().replace('T', ' ').slice(0, -1);

function announced(object: SimulatedObject): { readonly jd: number; readonly type: string | undefined } | undefined {
  const { tns } = object.truth.labels;
  const jd = object.measurements.find(({ kind }) => kind === 'alert')?.exposure.jd;
  if (tns === undefined || jd === undefined) return undefined;
  return { jd, type: jd + tns.afterDays < lastJd ? tns.type : undefined };
}

/** Supernovae and tidal disruptions have prefixes of their own; all else keeps the first one. */
function prefixOf(type = ''): string {
  if (type === 'TDE') return type;
  return /^(?:SL)?SN/.test(type) ? 'SN' : 'AT';
}

/** The transients of the survey in the form of the Transient Name Server's list; their year is one that it can't give names in. */
export function tnsList(survey: SimulatedSurvey): string {
  const header = [
    'objid',
    'name_prefix',
    'name',
    'ra',
    'declination',
    'redshift',
    'type',
    'discoverydate',
    'internal_names',
  ];
  const known = survey.objects.flatMap((object) => {
    const found = announced(object);
    return found === undefined ? [] : [{ object, ...found }];
  });
  const rows = known.map(({ object, jd, type }, index) => [
    999_000_000 + index,
    prefixOf(type),
    `9926${lettersOf(index)}`,
    object.truth.raDeg,
    object.truth.decDeg,
    type === undefined ? '' : (object.truth.galaxy?.redshift.toFixed(4) ?? ''),
    type ?? '',
    isoDate(jd),
    `${object.objectId}, SIM-${object.truth.name}`,
  ]);
  return csv([['2026-09-30 00:00:00'], header, ...rows]);
}

/** Names of the numbered asteroids. */
export function ssoNames(tracked: readonly Tracked[]): string {
  const named = tracked.map(({ mover }) => mover).filter(({ designation }) => designation !== undefined);
  return csv([
    ['ssnamenr', 'name', 'number'],
    ...named.map((mover) => [mover.designation ?? '', simulatedName(mover), mover.designation ?? '']),
  ]);
}

/** Asteroids that nobody knows, as the orbit finder would call them. */
function candidates(tracked: readonly Tracked[]): readonly (Tracked & { readonly id: bigint })[] {
  const unknown = tracked.filter(({ mover, sightings }) => mover.designation === undefined && sightings.length > 0);
  return unknown.map((one, index) => ({ ...one, id: firstCandidate + BigInt(index) }));
}

/** Orbits of the candidates, in the form of fink-fat's `orbital.parquet`. */
export function orbitColumns(tracked: readonly Tracked[]): readonly SmallColumn[] {
  const records = candidates(tracked).map(({ id, mover: { orbit }, sightings }) => ({
    ssoCandId: id,
    provisionalDesignation: `SIM${id}`,
    a: orbit.semiMajorAu,
    e: orbit.eccentricity,
    i: orbit.inclinationDeg,
    'long. node': orbit.nodeDeg,
    'arg. peric': orbit.perihelionDeg,
    'mean anomaly': orbit.anomalyDeg,
    'rms a': 0.001,
    'rms e': 0.0005,
    'rms i': 0.01,
    'rms long. node': 0.02,
    'rms arg. peric': 0.05,
    'rms mean anomaly': 0.05,
    chi_reduced: 1,
    ref_epoch: orbit.epochJd,
    classification: 'Simulated main belt',
    n_points: sightings.length,
  }));
  const types = {
    ssoCandId: 'long',
    provisionalDesignation: 'string',
    classification: 'string',
    n_points: 'int',
  } as const;
  const others = Object.keys(records[0] ?? {}).filter((name) => !(name in types));
  return columnsOfRecords(
    { ...types, ...Object.fromEntries(others.map((name) => [name, 'double' as const])) },
    records,
  );
}

/** Points of the candidates' trajectories, in the form of fink-fat's `trajectory_orb.parquet`. */
export function trajectoryColumns(tracked: readonly Tracked[]): readonly SmallColumn[] {
  const records = candidates(tracked).flatMap(({ id, sightings }) =>
    sightings.map(({ object, measurement: { exposure, mag }, candid }) => ({
      ssoCandId: id,
      ra: object.truth.raDeg,
      dec: object.truth.decDeg,
      jd: exposure.jd,
      magpsf: mag,
      fid: exposure.fid,
      objectId: object.objectId,
      candid,
      ssnamenr: 'null',
    })),
  );
  return columnsOfRecords(
    {
      ssoCandId: 'long',
      ra: 'double',
      dec: 'double',
      jd: 'double',
      magpsf: 'double',
      fid: 'int',
      objectId: 'string',
      candid: 'long',
      ssnamenr: 'string',
    },
    records,
  );
}

/** Light curves of the numbered asteroids, one row each with lists in it, in the form of Fink's bulk file. */
export function bulkColumns(tracked: readonly Tracked[]): readonly SmallColumn[] {
  const numbered = tracked.filter(({ mover }) => mover.designation !== undefined);
  const list = (
    name: string,
    type: 'double' | 'int',
    of: (sighting: Tracked['sightings'][number]) => number,
  ): SmallColumn => ({
    name,
    type,
    isList: true,
    data: numbered.map(({ sightings }) => sightings.map(of)),
  });
  return [
    { name: 'ssnamenr', type: 'string', data: numbered.map(({ mover }) => mover.designation) },
    { name: 'sso_name', type: 'string', data: numbered.map(({ mover }) => simulatedName(mover)) },
    list('cjd', 'double', ({ measurement }) => measurement.exposure.jd),
    list('cfid', 'int', ({ measurement }) => measurement.exposure.fid),
    list('cmagpsf', 'double', ({ measurement }) => measurement.mag),
    list('csigmapsf', 'double', ({ measurement }) => measurement.magErr),
    list('cra', 'double', ({ object }) => object.truth.raDeg),
    list('cdec', 'double', ({ object }) => object.truth.decDeg),
  ];
}
