import { useEffect, useMemo, useState } from 'react';
import { curveFolds } from '#components/lightcurve/fold-store.ts';
import { curveModels } from '#components/lightcurve/model-store.ts';
import { useObjectPage, useView } from '#components/object/object-context.tsx';
import { mjdFromTimeAtSun, type PeriodQuantity, timeAtSun } from '#domain/periodogram/period-points.ts';
import type { PeriodResult, PeriodSearch } from '#domain/periodogram/period-search.ts';
import type { CentredSamples } from '#domain/periodogram/samples.ts';
import { microjanskyFromAbMag } from '#domain/photometry/flux.ts';
import { foldWith, type PeriodFold } from './period-fold.ts';
import { useSight } from './use-period-points.ts';
import { periodBounds } from './variable-fields.ts';

export interface FoldHandle {
  /** Undefined until the first search has ended, unless a period is set. */
  readonly current: PeriodFold | undefined;
  /** The period is set by hand, by dragging or by an alias, and not the best one found. */
  readonly isSet: boolean;
  /** Folds with a frequency; kept in the address once `settled`. */
  readonly set: (frequency: number, settled: boolean) => void;
}

interface FoldInput {
  readonly samples: CentredSamples | undefined;
  readonly search: PeriodSearch | undefined;
  readonly result: PeriodResult | undefined;
  readonly quantity: PeriodQuantity;
  readonly groups: readonly string[];
}

/** A period for the address: as many digits as the light curve can tell apart, and two more. */
function periodFor(frequency: number, baseline: number): number {
  const period = 1 / frequency;
  const digits = Math.ceil(Math.log10(baseline * frequency)) + 5;
  return Number(period.toPrecision(Math.min(15, Math.max(6, digits))));
}

/** The frequency that the light curve is folded with, and its fold; while it is dragged it is nobody else's. */
export function useFold({ samples, search, result, quantity, groups }: FoldInput): FoldHandle {
  const { view: store } = useObjectPage();
  const { vPeriod, vShift } = useView();
  const [dragged, setDragged] = useState<number>();
  const isSet = dragged !== undefined || vPeriod !== null;
  const frequency = dragged ?? (vPeriod === null ? result?.frequency : 1 / vPeriod);
  const current = useMemo(
    () =>
      samples && search && frequency !== undefined
        ? foldWith(samples, frequency, {
            method: search.method,
            terms: search.terms,
            quantity,
            shift: vShift,
            searched: !isSet,
          })
        : undefined,
    [samples, search, frequency, quantity, vShift, isSet],
  );
  usePublishedFold(dragged === undefined ? current : undefined, quantity, groups);
  return {
    current,
    isSet,
    set(wanted, settled) {
      const inBounds = Math.min(1 / periodBounds.from, Math.max(1 / periodBounds.to, wanted));
      setDragged(settled ? undefined : inBounds);
      if (settled) store.set({ vPeriod: periodFor(inBounds, samples?.baseline ?? 1) });
    },
  };
}

/** Gives period and model to the light curve: for its phase axis, and for its residuals. */
function usePublishedFold(fold: PeriodFold | undefined, quantity: PeriodQuantity, groups: readonly string[]): void {
  const sight = useSight();
  const { facts } = useObjectPage();
  const { timeAxis, residuals } = useView();
  useEffect(() => {
    if (!fold) return;
    return curveFolds.publish({
      id: 'period',
      periodDays: 1 / fold.frequency,
      epochMjd: mjdFromTimeAtSun(fold.epoch, sight),
    });
  }, [fold, sight]);
  // Over a time axis hundreds of cycles are a stain.
  const isWanted = timeAxis === 'phase' || residuals;
  useEffect(() => {
    if (!fold || !isWanted) return;
    const isMag = quantity === 'dcmag' || quantity === 'mag';
    return curveModels.publish({
      id: 'period',
      label: 'Period fit',
      measures: quantity === 'dcmag' || quantity === 'dcflux' ? 'apparent' : 'difference',
      bands: facts.bands.map(({ name }) => name).filter((name) => groups.includes(name)),
      fluxAt(mjd, band) {
        const value = fold.valueAtPhase(fold.phaseAt(timeAtSun(mjd, sight)), groups.indexOf(band));
        return isMag ? microjanskyFromAbMag(value) : value;
      },
    });
  }, [fold, isWanted, quantity, groups, sight, facts.bands]);
}
