import { candidOf } from '../candidate.ts';
import type { Measurement } from '../photometry.ts';
import { type Mover, movers } from '../population.ts';
import type { SimulatedObject, SimulatedSurvey } from '../survey.ts';

/** An alert of a moving object. */
export interface Sighting {
  readonly object: SimulatedObject;
  readonly measurement: Measurement;
  readonly candid: bigint;
}

/** A mover with all alerts that it caused, oldest first. */
export interface Tracked {
  readonly mover: Mover;
  readonly sightings: readonly Sighting[];
}

/** Asteroids of the survey with their alerts: each detection is an object of its own, named after its mover. */
export function trackedMovers(survey: SimulatedSurvey): readonly Tracked[] {
  return movers.map((mover, index) => ({
    mover,
    sightings: survey.objects
      .filter(({ truth }) => truth.name.startsWith(`mover-${index}-`))
      .flatMap((object) =>
        object.measurements
          .filter(({ kind, exposure }) => kind === 'alert' && exposure.night >= 0)
          .map((measurement) => ({ object, measurement, candid: candidOf(object, measurement) })),
      )
      .sort((a, b) => a.measurement.exposure.jd - b.measurement.exposure.jd),
  }));
}

/** Names that no real asteroid has. */
export function simulatedName({ designation }: Mover): string {
  return `Simulated ${designation ?? 'candidate'}`;
}
