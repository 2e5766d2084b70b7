import { createActiveNucleus, createBlazar } from './active-nucleus.ts';
import { createArtefact } from './artefact.ts';
import type { Orbit } from './asteroid.ts';
import { createEclipsingBinary } from './eclipsing-binary.ts';
import { createMicrolensing } from './microlensing.ts';
import { createDwarfNova, createNova } from './nova.ts';
import { galacticDeg, type Position } from './palomar-sky.ts';
import { createCepheid, createMira, createRrLyrae } from './pulsating-star.ts';
import { createRandom, type Random } from './random.ts';
import { createSupernova } from './supernova.ts';
import { surveyPlan } from './survey-plan.ts';
import { createTidalDisruption } from './tidal-disruption.ts';
import type { Truth } from './truth.ts';

const first = surveyPlan.firstNightJd;
const span = { fromJd: first - surveyPlan.historyNights - 5, toJd: first + surveyPlan.nights + 5 };

/** A random position that Palomar sees on a summer night: right ascension 14.5 h to 2.5 h, north of −20°, on the wanted side of the plane. */
function placeOnSky(random: Random, latitude: readonly [from: number, to: number]): Position {
  for (;;) {
    const raDeg = (218 + 180 * random.next()) % 360;
    const sinDec = random.uniform(Math.sin(-0.35), Math.sin(1.25));
    const position = {
      raDeg: Number(raDeg.toFixed(7)),
      decDeg: Number(((Math.asin(sinDec) * 180) / Math.PI).toFixed(7)),
    };
    const b = Math.abs(galacticDeg(position)[1]);
    if (b >= latitude[0] && b <= latitude[1]) return position;
  }
}

const halo = [18, 90] as const;
const disc = [1, 8] as const;
const thick = [6, 50] as const;

type Maker = (place: Position & { readonly name: string }, random: Random, i: number) => Truth;

interface Group {
  readonly name: string;
  readonly count: number;
  readonly latitude: readonly [number, number];
  readonly make: Maker;
}

/** Peak of the group's `i`-th transient, spread over the survey and the weeks before it. */
const when = (random: Random, from: number, to: number): number => first + random.uniform(from, to);

const transients: readonly Group[] = [
  {
    name: 'snia',
    count: 28,
    latitude: halo,
    make: (p, r) => createSupernova('SN Ia', { ...p, z: r.uniform(0.012, 0.075), halfRiseJd: when(r, -25, 72) }, r),
  },
  {
    name: 'snii',
    count: 11,
    latitude: halo,
    make: (p, r) => createSupernova('SN II', { ...p, z: r.uniform(0.005, 0.03), halfRiseJd: when(r, -40, 65) }, r),
  },
  {
    name: 'snibc',
    count: 7,
    latitude: halo,
    make: (p, r) => createSupernova('SN Ibc', { ...p, z: r.uniform(0.006, 0.032), halfRiseJd: when(r, -15, 72) }, r),
  },
  {
    name: 'sniin',
    count: 4,
    latitude: halo,
    make: (p, r) => createSupernova('SN IIn', { ...p, z: r.uniform(0.012, 0.05), halfRiseJd: when(r, -30, 45) }, r),
  },
  {
    name: 'slsn',
    count: 2,
    latitude: halo,
    make: (p, r, i) => createSupernova('SLSN-I', { ...p, z: 0.14 + 0.11 * i, halfRiseJd: first + 12 - 20 * i }, r),
  },
  {
    name: 'tde',
    count: 2,
    latitude: halo,
    make: (p, r, i) =>
      createTidalDisruption({ ...p, z: 0.04 + 0.035 * i, peakJd: first + 30 + 15 * i, absoluteMagR: -19.6 }, r),
  },
  {
    name: 'dwarfnova',
    count: 10,
    latitude: thick,
    make: (p, r) =>
      createDwarfNova(
        { ...p, quiescentMag: r.uniform(18.8, 20.2), amplitude: r.uniform(2.8, 4.2), cycleDays: r.uniform(18, 50) },
        r,
        span,
      ),
  },
  {
    name: 'mulens',
    count: 4,
    latitude: disc,
    make: (p, r, i) =>
      createMicrolensing(
        {
          ...p,
          magR: r.uniform(16.6, 18.4),
          peakJd: first + 22 + 16 * i,
          u0: [0.08, 0.3, 0.17, 0.45][i] ?? 0.3,
          einsteinDays: r.uniform(12, 26),
          blend: r.uniform(0.75, 1),
        },
        r,
      ),
  },
  {
    name: 'bogus',
    count: 18,
    latitude: thick,
    make: (p, r) => createArtefact({ ...p, seed: surveyPlan.seed, share: r.uniform(0.1, 0.3) }),
  },
];

const variables: readonly Group[] = [
  {
    name: 'rrab',
    count: 22,
    latitude: thick,
    make: (p, r) => createRrLyrae({ ...p, magR: r.uniform(14.6, 17.8), overtone: false }, r),
  },
  {
    name: 'rrc',
    count: 8,
    latitude: thick,
    make: (p, r) => createRrLyrae({ ...p, magR: r.uniform(14.6, 17.2), overtone: true }, r),
  },
  {
    name: 'cepheid',
    count: 12,
    latitude: disc,
    make: (p, r) => createCepheid({ ...p, magR: r.uniform(14, 16.8), periodDays: 10 ** r.uniform(0.5, 1.4) }, r),
  },
  { name: 'mira', count: 12, latitude: thick, make: (p, r) => createMira({ ...p, magR: r.uniform(15, 16.8) }, r) },
  {
    name: 'ea',
    count: 12,
    latitude: thick,
    make: (p, r) => createEclipsingBinary({ ...p, kind: 'EA', magR: r.uniform(14.2, 17) }, r),
  },
  {
    name: 'ew',
    count: 20,
    latitude: thick,
    make: (p, r) => createEclipsingBinary({ ...p, kind: 'EW', magR: r.uniform(14.4, 17) }, r),
  },
  {
    name: 'agn',
    count: 34,
    latitude: halo,
    make: (p, r, i) =>
      createActiveNucleus(
        { ...p, magR: r.uniform(16.4, 18.4), z: i % 4 === 0 ? r.uniform(0.05, 0.3) : r.uniform(0.5, 2.2) },
        r,
        span,
      ),
  },
  {
    name: 'blazar',
    count: 6,
    latitude: halo,
    make: (p, r, i) =>
      createBlazar(
        {
          ...p,
          magR: r.uniform(15.8, 17.4),
          z: r.uniform(0.1, 0.7),
          flares: i === 0 ? [{ jd: first + 41, height: 3.2 }] : [],
        },
        r,
        span,
      ),
  },
];

/** Objects with a place of their own: novae of M31 and of the Galaxy, and a field that is observed several times a night. */
function placed(random: Random): readonly Truth[] {
  const m31 = { raDeg: 10.6847, decDeg: 41.2688 };
  const near = (label: string, east: number, north: number): Position & { name: string } => ({
    name: label,
    raDeg: m31.raDeg + east,
    decDeg: m31.decDeg + north,
  });
  const fast = (label: string, raDeg: number, decDeg: number): Position & { name: string } => ({
    name: label,
    raDeg,
    decDeg,
  });
  return [
    createNova(
      { ...near('nova-0', 0.0613, 0.0287), modulus: 24.47, peakJd: first + 26.4, t2Days: 11 },
      random.fork('nova-0'),
    ),
    createNova(
      { ...near('nova-1', -0.1034, 0.0419), modulus: 24.47, peakJd: first + 55.8, t2Days: 24 },
      random.fork('nova-1'),
    ),
    createNova(
      { ...placeOnSky(random.fork('nova-2'), [2, 5]), name: 'nova-2', modulus: 20.4, peakJd: first + 36.2, t2Days: 30 },
      random.fork('nova-2'),
    ),
    {
      ...createRrLyrae(
        { ...fast('fast-rr', 290.1234567, 58.2345678), magR: 16.1, overtone: false },
        random.fork('fast-rr'),
      ),
      cadence: 'fast',
    },
    {
      ...createEclipsingBinary(
        { ...fast('fast-ew', 288.7654321, 57.1234567), kind: 'EW', magR: 15.6 },
        random.fork('fast-ew'),
      ),
      cadence: 'fast',
    },
    {
      ...createEclipsingBinary(
        { ...fast('fast-ea', 291.2345678, 59.1112223), kind: 'EA', magR: 15.2 },
        random.fork('fast-ea'),
      ),
      cadence: 'fast',
    },
  ];
}

/** All objects that stay in their place, in a fixed order. */
export function createPopulation(seed: string): readonly Truth[] {
  const random = createRandom(`${seed}/population`);
  const grown = [...transients, ...variables].flatMap((group) =>
    Array.from({ length: group.count }, (_, i) => {
      const own = random.fork(`${group.name}/${i}`);
      const truth = group.make({ ...placeOnSky(own, group.latitude), name: `${group.name}-${i}` }, own, i);
      const edge = i === 3 ? 'masked' : i === 5 ? 'cut' : undefined;
      return edge === undefined ? truth : ({ ...truth, edge } as const);
    }),
  );
  return [...grown, ...placed(random)];
}

export interface Mover {
  /** Number in the form of the Minor Planet Center (seven digits: beyond all that exist); undefined = nobody knows it. */
  readonly designation: string | undefined;
  readonly orbit: Orbit;
}

const orbit = (
  semiMajorAu: number,
  eccentricity: number,
  inclinationDeg: number,
  angles: readonly [number, number, number],
  absoluteMag: number,
): Orbit => ({
  semiMajorAu,
  eccentricity,
  inclinationDeg,
  nodeDeg: angles[0],
  perihelionDeg: angles[1],
  anomalyDeg: angles[2],
  epochJd: first,
  absoluteMag,
  slope: 0.15,
});

/** Asteroids of the main belt near opposition during the survey. */
export const movers: readonly Mover[] = [
  { designation: '9990001', orbit: orbit(2.58, 0.11, 7.4, [80, 120, 112], 12.9) },
  { designation: '9990002', orbit: orbit(2.77, 0.08, 10.6, [150, 70, 120], 12.4) },
  { designation: '9990003', orbit: orbit(3.05, 0.14, 4.2, [20, 210, 80], 11.8) },
  { designation: undefined, orbit: orbit(2.31, 0.19, 12.5, [110, 95, 140], 15.1) },
];
