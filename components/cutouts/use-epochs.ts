'use client';
import { createContext, useContext, useEffect, useState } from 'react';
import { useObjectPage } from '#components/object/object-context.tsx';
import { type Epoch, epochsFromCurve } from './epoch.ts';

/** The alert that the page opened with: known before any light curve is. */
export const FirstEpoch = createContext<Epoch | null>(null);

/** The page's alerts, oldest first, once the light curve is there; `wanted` asks for it. */
export function useEpochs(wanted = true): readonly Epoch[] | undefined {
  const { facts } = useObjectPage();
  const [epochs, setEpochs] = useState<readonly Epoch[]>();
  const { survey, objectId } = facts;
  useEffect(() => {
    if (!wanted) return;
    let over = false;
    const read = async () => {
      const { lightcurveNow } = await import('#components/lightcurve/lightcurve-query.ts');
      const curve = await lightcurveNow({ survey, objectId });
      if (!over) setEpochs(epochsFromCurve(curve));
    };
    // A failure is shown over the curve, which has the same query.
    read().catch(() => undefined);
    return () => {
      over = true;
    };
  }, [wanted, survey, objectId]);
  return epochs;
}

/** What is known of one alert; reads the light curve only for another than the first. */
export function useEpoch(alertId: string): Epoch | undefined {
  const first = useContext(FirstEpoch);
  const epochs = useEpochs(first?.alertId !== alertId);
  return epochs?.find((epoch) => epoch.alertId === alertId) ?? (first?.alertId === alertId ? first : undefined);
}
