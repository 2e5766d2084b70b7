import type { SolarSystemMatch } from './artefact.ts';
import { createPassing } from './artefact.ts';
import { ephemeris } from './asteroid.ts';
import { type Exposure, type Field, fieldAt, planExposures } from './cadence.ts';
import type { Position } from './palomar-sky.ts';
import { type Measurement, measure } from './photometry.ts';
import { createPopulation, movers } from './population.ts';
import { createRandom } from './random.ts';
import { type Surroundings, surroundingsOf } from './surroundings.ts';
import { surveyPlan } from './survey-plan.ts';
import type { Truth } from './truth.ts';

/** An object as the survey knows it: its truth and everything measured at its place, oldest first. */
export interface SimulatedObject {
  readonly objectId: string;
  readonly truth: Truth;
  readonly around: Surroundings;
  readonly measurements: readonly Measurement[];
  /** Row of each detection in the extraction table of its exposure, by jd. */
  readonly rowInExposure: ReadonlyMap<number, number>;
  readonly solarSystem?: SolarSystemMatch;
  readonly trackletId?: string;
}

export interface SimulatedSurvey {
  readonly objects: readonly SimulatedObject[];
  /** Alerts of a night in time order: the object and the index of the measurement. */
  alertsOf(night: number): readonly { readonly object: SimulatedObject; readonly index: number }[];
}

/** What is known of an object before it has an id. */
interface Draft {
  readonly truth: Truth;
  readonly solarSystem?: SolarSystemMatch;
  readonly trackletId?: string;
  readonly measurements: readonly Measurement[];
}

/** `ZTF99aa` and five letters, scattered so that neighbours in time do not share a beginning. */
export function objectIdOf(index: number): string {
  let n = (index * 104729 + 4242421) % 26 ** 5;
  let letters = '';
  for (let i = 0; i < 5; i++) {
    letters = String.fromCharCode(97 + (n % 26)) + letters;
    n = Math.floor(n / 26);
  }
  return `ZTF99aa${letters}`;
}

function fieldFor(position: Position, fast: boolean): Field {
  const field = fieldAt(position);
  const random = createRandom(`${surveyPlan.seed}/field/${field.fieldId}`);
  if (fast) return { ...field, cadence: 'fast', intervalNights: 1, withI: false };
  return { ...field, cadence: 'public', intervalNights: random.chance(0.6) ? 2 : 3, withI: random.chance(0.25) };
}

function fieldsOf(truths: readonly Truth[]): readonly Field[] {
  const fields = new Map<number, Field>();
  for (const truth of truths) {
    const field = fieldFor(truth, truth.cadence === 'fast');
    if (truth.cadence === 'fast' || !fields.has(field.fieldId)) fields.set(field.fieldId, field);
  }
  for (const { orbit } of movers) {
    for (let night = 0; night < surveyPlan.nights; night++) {
      const field = fieldFor(ephemeris(orbit, surveyPlan.firstNightJd + night + 0.35), false);
      if (!fields.has(field.fieldId)) fields.set(field.fieldId, field);
    }
  }
  return [...fields.values()].sort((a, b) => a.fieldId - b.fieldId);
}

type ByField = ReadonlyMap<number, readonly Exposure[]>;

function exposuresByField(exposures: readonly Exposure[]): ByField {
  const byField = new Map<number, Exposure[]>();
  for (const exposure of exposures) {
    const list = byField.get(exposure.fieldId);
    if (list === undefined) byField.set(exposure.fieldId, [exposure]);
    else list.push(exposure);
  }
  return byField;
}

function measured(truth: Truth, exposures: readonly Exposure[]): readonly Measurement[] {
  return exposures.flatMap((exposure) => measure(truth, exposure) ?? []);
}

/** Each detection of an asteroid is an object of its own: nothing was there before, nothing will be there again. */
function asteroidDrafts(byField: ByField): readonly Draft[] {
  return movers.flatMap(({ designation, orbit }, i) => {
    const random = createRandom(`${surveyPlan.seed}/mover/${i}`);
    const share = designation === undefined ? 0.06 : 0.5;
    return [...byField.values()].flatMap((exposures) =>
      exposures.flatMap((exposure): Draft[] => {
        const at = ephemeris(orbit, exposure.jd);
        if (exposure.night < 0 || fieldAt(at).fieldId !== exposure.fieldId || !random.chance(share)) return [];
        const place = {
          raDeg: Number(at.raDeg.toFixed(7)),
          decDeg: Number(at.decDeg.toFixed(7)),
          jd: exposure.jd,
          magR: at.magV - 0.2,
        };
        const truth = createPassing({ ...place, name: `mover-${i}-${exposure.jd}`, kind: 'Asteroid' });
        const distanceArcsec = Number((0.5 * random.next()).toFixed(3));
        const match = { designation: designation ?? '', distanceArcsec, magV: Number(at.magV.toFixed(1)) };
        return [
          {
            truth,
            solarSystem: designation === undefined ? undefined : match,
            measurements: measured(truth, exposures),
          },
        ];
      }),
    );
  });
}

/** Five pieces of one satellite trail across one exposure. */
function trailDrafts(byField: ByField): readonly Draft[] {
  const exposures = [...byField.values()].find((list) => list.some(({ night }) => night >= 45 && night < 60)) ?? [];
  const exposure = exposures.find(({ night }) => night >= 45);
  if (exposure === undefined) return [];
  const field = fieldCentre(exposure.fieldId);
  const date = new Date((exposure.jd - 2440587.5) * 86_400_000).toISOString().replace(/[-:]/g, '');
  const trackletId = `TRCK_${date.slice(0, 8)}_${date.slice(9, 15)}_00`;
  return [-2, -1, 0, 1, 2].map((step) => {
    const place = {
      raDeg: Number((field.raDeg + 0.4 * step).toFixed(7)),
      decDeg: Number((field.decDeg + 0.225 * step).toFixed(7)),
    };
    const truth = createPassing({ ...place, name: `trail-${step}`, kind: 'Satellite', jd: exposure.jd, magR: 15.8 });
    return { truth, trackletId, measurements: measured(truth, exposures) };
  });
}

function fieldCentre(fieldId: number): Position {
  for (let decDeg = -28; decDeg < 90; decDeg += 7) {
    for (let raDeg = 0.5; raDeg < 360; raDeg += 2) {
      const field = fieldAt({ raDeg, decDeg });
      if (field.fieldId === fieldId) return field;
    }
  }
  return { raDeg: 0, decDeg: 87 };
}

function firstAlertJd({ measurements }: Draft): number {
  const first = measurements.find(({ kind, exposure }) => kind === 'alert' && exposure.night >= 0);
  return first === undefined ? Number.POSITIVE_INFINITY : first.exposure.jd;
}

/** Rows in the extraction table: detections of one exposure are numbered from 0, in the order of the objects. */
function withRows(drafts: readonly Draft[]): readonly SimulatedObject[] {
  const used = new Map<number, number>();
  return drafts.map((draft, index) => {
    const rowInExposure = new Map<number, number>();
    for (const { kind, exposure } of draft.measurements) {
      if (kind === 'limit') continue;
      const row = used.get(exposure.jd) ?? 0;
      used.set(exposure.jd, row + 1);
      rowInExposure.set(exposure.jd, row);
    }
    return { ...draft, objectId: objectIdOf(index), around: surroundingsOf(draft.truth), rowInExposure };
  });
}

/** The whole simulated survey but its pixels: who is where, what was observed when, what was measured. Takes about a second. */
export function createSurvey(seed: string = surveyPlan.seed): SimulatedSurvey {
  const population = createPopulation(seed);
  const byField = exposuresByField(planExposures(fieldsOf(population), seed));
  const fixed = population.map((truth) => ({
    truth,
    measurements: measured(truth, byField.get(fieldAt(truth).fieldId) ?? []),
  }));
  const drafts = [...fixed, ...asteroidDrafts(byField), ...trailDrafts(byField)]
    .filter((draft) => Number.isFinite(firstAlertJd(draft)))
    .sort((a, b) => firstAlertJd(a) - firstAlertJd(b) || (a.truth.name < b.truth.name ? -1 : 1));
  const objects = withRows(drafts);
  const nights = new Map<number, { object: SimulatedObject; index: number }[]>();
  for (const object of objects) {
    object.measurements.forEach(({ kind, exposure }, index) => {
      if (kind !== 'alert' || exposure.night < 0) return;
      const list = nights.get(exposure.night);
      if (list === undefined) nights.set(exposure.night, [{ object, index }]);
      else list.push({ object, index });
    });
  }
  const timeOf = ({ object, index }: { object: SimulatedObject; index: number }): number =>
    object.measurements[index]?.exposure.jd ?? 0;
  for (const list of nights.values())
    list.sort((a, b) => timeOf(a) - timeOf(b) || (a.object.objectId < b.object.objectId ? -1 : 1));
  return { objects, alertsOf: (night) => nights.get(night) ?? [] };
}
