import { altitudeDeg, moonPhase, moonPosition, type Position, separationDeg, sunPosition } from './palomar-sky.ts';
import { createRandom, type Random } from './random.ts';
import { type Fid, surveyPlan } from './survey-plan.ts';

/** One 30 s exposure of one field, and what the sky did to it. */
export interface Exposure {
  /** Night counted from 0 (negative: before the survey's first alerts). */
  readonly night: number;
  /** Start, JD UTC, 7 decimals as in the packets. */
  readonly jd: number;
  readonly fieldId: number;
  readonly fid: Fid;
  /** Full width at half maximum of a star, pixels. */
  readonly seeingPx: number;
  /** Magnitude of 1 DN. */
  readonly zeroPoint: number;
  /** 5σ limit for a point source in the difference image, mag. */
  readonly limitMag: number;
  /** Level of the sky, DN. */
  readonly skyDn: number;
  readonly airmass: number;
}

/** A patch of 7° that the camera covers at once. */
export interface Field extends Position {
  readonly fieldId: number;
  /** `public`: g and r every 2 or 3 nights; `fast`: several times every night. */
  readonly cadence: 'public' | 'fast';
  readonly intervalNights: number;
  /** Also observed in i every fourth visit. */
  readonly withI: boolean;
}

const fieldSizeDeg = 7;

/** The field that covers a position: bands of declination from −31.5° up, cut into cells of about 7° (our own grid, ids from 2001). */
export function fieldAt(position: Position): Pick<Field, 'fieldId' | 'raDeg' | 'decDeg'> {
  let fieldId = 2001;
  for (let south = -31.5; south < 90; south += fieldSizeDeg) {
    const decDeg = south + fieldSizeDeg / 2;
    const cells = Math.max(1, Math.round((360 * Math.cos((decDeg * Math.PI) / 180)) / fieldSizeDeg));
    if (position.decDeg < south + fieldSizeDeg) {
      const cell = Math.floor((position.raDeg / 360) * cells) % cells;
      return { fieldId: fieldId + cell, raDeg: ((cell + 0.5) * 360) / cells, decDeg };
    }
    fieldId += cells;
  }
  return { fieldId, raDeg: 0, decDeg: 87.5 };
}

type Weather = 'clear' | 'patchy' | 'closed';
/** Chance that a due field is observed. Closed nights keep a short hole in the clouds. */
const openShare = { clear: 0.96, patchy: 0.45, closed: 0.05 } as const satisfies Record<Weather, number>;

/** Weather night by night: a Markov chain, so that bad nights come in runs (a quarter of a Palomar summer is lost). */
export function weatherOf(random: Random): Map<number, Weather> {
  const nights = new Map<number, Weather>();
  let today: Weather = 'clear';
  for (let night = -surveyPlan.historyNights; night < surveyPlan.nights; night++) {
    const roll = random.next();
    if (today === 'clear') today = roll < 0.78 ? 'clear' : roll < 0.9 ? 'patchy' : 'closed';
    else if (today === 'patchy') today = roll < 0.5 ? 'clear' : roll < 0.75 ? 'patchy' : 'closed';
    else today = roll < 0.35 ? 'clear' : roll < 0.6 ? 'patchy' : 'closed';
    nights.set(night, today);
  }
  return nights;
}

/** Start and end of astronomical darkness (Sun below −15°) of a night, JD UTC. */
export function darkness(night: number): readonly [start: number, end: number] {
  const midnight = surveyPlan.firstNightJd + night + 8 / 24;
  const step = 1 / 144;
  const dark = (jd: number): boolean => altitudeDeg(sunPosition(jd), jd) < -15;
  let [start, end] = [midnight, midnight];
  while (start > midnight - 0.3 && dark(start - step)) start -= step;
  while (end < midnight + 0.3 && dark(end + step)) end += step;
  return [start, end];
}

const bandSky = {
  1: { zeroPoint: 26.3, limitMag: 21.1, skyDn: 100, seeingPx: 2.05, moonLoss: 1.1 },
  2: { zeroPoint: 26.35, limitMag: 20.9, skyDn: 180, seeingPx: 1.95, moonLoss: 0.7 },
  3: { zeroPoint: 25.75, limitMag: 20.3, skyDn: 220, seeingPx: 1.9, moonLoss: 0.4 },
} as const satisfies Record<Fid, object>;

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

function exposureOf(
  field: Field,
  at: { night: number; jd: number; fid: Fid },
  random: Random,
  weather: Weather,
): Exposure {
  const band = bandSky[at.fid];
  const airmass = 1 / Math.max(0.35, Math.sin((altitudeDeg(field, at.jd) * Math.PI) / 180));
  const haze = weather === 'clear' ? 0.03 * Math.abs(random.normal()) : 0.25 * Math.abs(random.normal());
  const seeingPx = band.seeingPx * airmass ** 0.6 * Math.exp(0.12 * random.normal());
  const moon = moonPosition(at.jd);
  const away = separationDeg(moon, field);
  const up = altitudeDeg(moon, at.jd) > 0 ? 1 : 0;
  const moonlight = up * moonPhase(at.jd) ** 2 * Math.exp(-((away - 30) / 60));
  const limitMag =
    band.limitMag -
    band.moonLoss * Math.min(1.2, moonlight) -
    0.15 * (airmass - 1) -
    haze -
    1.2 * Math.log10(seeingPx / band.seeingPx);
  return {
    ...at,
    fieldId: field.fieldId,
    seeingPx: rounded(Math.min(4.5, seeingPx), 2),
    zeroPoint: rounded(band.zeroPoint - 0.12 * (airmass - 1) - haze + 0.02 * random.normal(), 4),
    limitMag: rounded(limitMag + 0.05 * random.normal(), 4),
    skyDn: rounded(band.skyDn * (1 + 3 * moonlight), 1),
    airmass,
  };
}

/** The visits a field wants on a night, as bands in order. */
function visits(field: Field, visit: number): readonly Fid[] {
  if (field.cadence === 'fast') return [2, 1, 2, 1];
  return field.withI && visit % 4 === 3 ? [1, 2, 3] : [1, 2];
}

interface Wish {
  readonly field: Field;
  readonly fid: Fid;
  readonly jd: number;
}

/** The hours a field is best placed on a night: the highest moment within darkness, JD UTC, or undefined below 28° or beside a bright Moon. */
function bestMoment(field: Field, [start, end]: readonly [number, number]): number | undefined {
  let best: number | undefined;
  let highest = 28;
  for (let jd = start; jd < end; jd += 1 / 96) {
    const altitude = altitudeDeg(field, jd);
    if (altitude > highest) [best, highest] = [jd, altitude];
  }
  if (best === undefined) return undefined;
  const bright = moonPhase(best) > 0.6;
  return bright && separationDeg(moonPosition(best), field) < 25 ? undefined : best;
}

/**
 * All exposures of the fields over the survey and the nights before it, in time order; no two start within 38 s of each other.
 * Fields are visited when their interval has passed, they stand above 28° in the dark, the Moon is far and the clouds are open.
 */
export function planExposures(fields: readonly Field[], seed: string): readonly Exposure[] {
  const random = createRandom(`${seed}/cadence`);
  const weather = weatherOf(random.fork('weather'));
  const lastVisit = new Map<number, number>();
  const visitCount = new Map<number, number>();
  const exposures: Exposure[] = [];
  for (let night = -surveyPlan.historyNights; night < surveyPlan.nights; night++) {
    const window = darkness(night);
    const sky = weather.get(night) ?? 'clear';
    const wishes: Wish[] = [];
    for (const field of fields) {
      const roll = random.fork(`${night}/${field.fieldId}`);
      const since = night - (lastVisit.get(field.fieldId) ?? night - roll.integer(1, field.intervalNights));
      if (since < field.intervalNights || !roll.chance(openShare[sky])) continue;
      const best = bestMoment(field, window);
      if (best === undefined) continue;
      const visit = visitCount.get(field.fieldId) ?? 0;
      visitCount.set(field.fieldId, visit + 1);
      lastVisit.set(field.fieldId, night);
      const spacing = field.cadence === 'fast' ? 0.055 : roll.uniform(0.02, 0.05);
      const bands = visits(field, visit);
      const first = Math.max(
        window[0],
        Math.min(best - (spacing * (bands.length - 1)) / 2, window[1] - spacing * bands.length),
      );
      wishes.push(...bands.map((fid, i) => ({ field, fid, jd: first + i * spacing })));
    }
    exposures.push(...placed(wishes, night, random.fork(`sky/${night}`), sky));
  }
  return exposures;
}

function placed(wishes: readonly Wish[], night: number, random: Random, weather: Weather): readonly Exposure[] {
  let free = 0;
  return [...wishes]
    .sort((a, b) => a.jd - b.jd || a.field.fieldId - b.field.fieldId)
    .map(({ field, fid, jd }) => {
      const start = rounded(Math.max(jd, free), 7);
      free = start + 38.5 / 86400;
      return exposureOf(field, { night, jd: start, fid }, random, weather);
    });
}
