import { useMemo } from 'react';
import type { OverlayCurve } from '#components/lightcurve/overlays/overlay-curve.ts';
import type { OverlayId } from '#components/lightcurve/overlays/overlay-ids.ts';
import { overlayCurves } from '#components/lightcurve/overlays/overlay-store.ts';
import { usePublished } from '#components/lightcurve/published.ts';
import { useObjectPage, useView } from '#components/object/object-context.tsx';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import {
  type PeriodPoint,
  type PeriodQuantity,
  periodPoints,
  quantityOf,
  type Sight,
  timeAtSun,
} from '#domain/periodogram/period-points.ts';
import { apparentMag } from '#domain/photometry/apparent.ts';
import type { BandName } from '#domain/surveys/survey.ts';

/** Sources whose times are at the Sun already. */
const atTheSun: readonly OverlayId[] = ['release'];

/** Photometry of others in the quantity of the search; each of their bands has a zero point of its own. */
export function overlayPoints(
  overlays: readonly OverlayCurve[],
  quantity: PeriodQuantity,
  { raDeg, decDeg }: Sight,
): readonly PeriodPoint[] {
  const measures = quantity === 'dcmag' || quantity === 'dcflux' ? 'apparent' : 'difference';
  const sight: Sight = { timeScale: 'UTC', raDeg, decDeg };
  return overlays
    .filter(({ status, measures: own }) => status.state === 'ready' && own === measures && quantity !== 'mag')
    .flatMap(({ id, label, series }) =>
      series.flatMap(({ name, band, mjdUtc, flux, fluxErr }) => {
        if (band === null) return [];
        const isAtSun = atTheSun.some((known) => known === id);
        return Array.from(mjdUtc, (mjd, k): PeriodPoint => {
          const total = { value: flux[k] ?? Number.NaN, error: fluxErr[k] ?? Number.NaN };
          const mag = quantity === 'dcmag' ? apparentMag(total) : total;
          const measured = typeof mag === 'string' ? { value: Number.NaN, error: Number.NaN } : mag;
          return { ...measured, time: isAtSun ? mjd : timeAtSun(mjd, sight), group: `${label} ${name}`, band, row: -1 };
        }).filter(({ value, error }) => Number.isFinite(value) && error > 0);
      }),
    );
}

/** Where and in which scale the page's object is observed. */
export function useSight(): Sight {
  const { timeScale, raDeg, decDeg } = useObjectPage().facts;
  return useMemo(() => ({ timeScale, raDeg, decDeg }), [timeScale, raDeg, decDeg]);
}

/** The points of a search: of the light curve, and of what is laid over it. Bands that its legend hides are left out. */
export function usePeriodPoints(curve: Lightcurve) {
  const { vQuantity, vForced, vBad, hidden } = useView();
  const sight = useSight();
  const overlays = usePublished(overlayCurves);
  const quantity = vQuantity === 'auto' ? quantityOf(curve) : vQuantity;
  const own = useMemo(() => {
    const bands = new Set<BandName>(curve.band.filter((band) => hidden.includes(band)));
    return periodPoints(curve, { ...sight, quantity, forced: vForced, bad: vBad, hidden: bands });
  }, [curve, sight, quantity, vForced, vBad, hidden]);
  const others = useMemo(() => overlayPoints(overlays, quantity, sight), [overlays, quantity, sight]);
  const points = useMemo(() => (others.length > 0 ? [...own.points, ...others] : own.points), [own, others]);
  return { quantity, points, left: own.left, others: others.length };
}
