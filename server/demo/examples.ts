import type { SimulatedObject, SimulatedSurvey } from './survey.ts';

/** An object worth opening. */
export interface Example {
  readonly objectId: string;
  readonly kind: string;
}

const alertsOf = ({ measurements }: SimulatedObject): number =>
  measurements.filter(({ kind, exposure }) => kind === 'alert' && exposure.night >= 0).length;

function best(survey: SimulatedSurvey, wanted: (object: SimulatedObject) => boolean): SimulatedObject | undefined {
  return [...survey.objects]
    .filter(wanted)
    .sort((a, b) => alertsOf(b) - alertsOf(a) || (a.objectId < b.objectId ? -1 : 1))[0];
}

const risesInView = ({ measurements }: SimulatedObject): boolean => {
  const first = measurements.find(({ kind }) => kind === 'alert');
  return first !== undefined && first.exposure.night > 8 && first.exposure.night < 45;
};

/** Three objects that show what the portal does: a supernova caught on the rise, a flare, a periodic star. */
export function examplesOf(survey: SimulatedSurvey): readonly Example[] {
  const found: readonly [string, SimulatedObject | undefined][] = [
    ['type Ia supernova', best(survey, (object) => object.truth.kind === 'SN Ia' && risesInView(object))],
    ['flaring blazar', best(survey, ({ truth }) => truth.name === 'blazar-0')],
    ['RR Lyrae star', best(survey, ({ truth }) => truth.kind === 'RR Lyrae' && truth.cadence === undefined)],
  ];
  return found.flatMap(([kind, object]) => (object === undefined ? [] : [{ objectId: object.objectId, kind }]));
}
