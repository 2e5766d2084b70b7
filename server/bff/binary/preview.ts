import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import type { ObjectSummary } from '#domain/object/summary.ts';
import type { StampPlanes } from '#domain/stamps/frame.ts';
import { planesFromFits } from '#domain/stamps/planes-from-fits.ts';
import type { Survey } from '#domain/surveys/survey.ts';
import { createFreshCache } from '#server/resilience/fresh-cache.ts';
import { createSingleFlight } from '#server/resilience/single-flight.ts';
import type { Sources } from '../context.ts';
import type { ObjectView } from '../object-source.ts';
import type { RequestScope } from '../request-scope.ts';
import type { Rasteriser } from './rasterise.ts';
import { picturesFromPlanes, type StampPictures } from './stamp-pictures.ts';

export interface PreviewInput {
  readonly survey: Survey;
  readonly summary: ObjectSummary;
  readonly lightcurve: Lightcurve;
  /** PNG data addresses; null where there is no such stamp, or none came in time. */
  readonly stamps: StampPictures;
}

/** Composes the picture of an object as SVG of 1200×630. */
export type DrawPreview = (input: PreviewInput) => string;

export interface Previews {
  png(objectId: string, scope: RequestScope, draw: DrawPreview): Promise<Uint8Array>;
}

export interface PreviewsDeps {
  readonly sources: Sources;
  readonly rasteriser: Rasteriser;
}

const day = 86_400_000;
/** A picture without stamps is made again after this. */
const stampPatienceMs = 2000;

/** Pictures for links that are pasted in a chat, kept until the object has a new alert. */
export function createPreviews({ sources, rasteriser }: PreviewsDeps): Previews {
  const flights = createSingleFlight<Uint8Array>();
  const kept = createFreshCache<Uint8Array>({
    freshMs: day,
    keepMs: day,
    maxWeight: 32e6,
    weight: (png) => png.length,
    nowMs: () => performance.now(),
  });

  const make = async (view: ObjectView, scope: RequestScope, draw: DrawPreview): Promise<Uint8Array> => {
    const { survey } = view;
    const planes = await stampsInTime(view, scope);
    const stamps = picturesFromPlanes(planes);
    const drawing = { survey, summary: view.summary(), lightcurve: view.lightcurve(), stamps };
    const svg = scope.trace.span('draw', () => draw(drawing));
    const png = await scope.trace.span('rasterise', () => rasteriser.png(svg));
    if (planes !== undefined) kept.set(`${view.objectId} ${view.lastAlertId}`, png);
    return png;
  };

  const stampsInTime = async (
    { survey, objectId, lastAlertId }: ObjectView,
    scope: RequestScope,
  ): Promise<StampPlanes | undefined> => {
    const alert = { survey: survey.id, objectId, alertId: lastAlertId };
    const late = new Promise<undefined>((resolve) => {
      setTimeout(() => resolve(undefined), stampPatienceMs).unref();
    });
    const found = sources.stamps.stamps(alert, scope).then(planesFromFits);
    // A picture without stamps is better than none: the failure is noted, not raised.
    const orNothing = found.catch((error: unknown) => {
      scope.trace.note('stampsMissing', error instanceof Error ? error.message : String(error));
      return undefined;
    });
    return await Promise.race([orNothing, late]);
  };

  return {
    async png(objectId, scope, draw) {
      const { view } = await sources.objects.see(objectId, scope);
      const key = `${view.objectId} ${view.lastAlertId}`;
      return kept.fresh(key)?.value ?? (await flights.run(key, () => make(view, scope, draw), scope.call.signal));
    },
  };
}
