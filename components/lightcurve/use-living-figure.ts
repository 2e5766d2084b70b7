import { useMemo } from 'react';
import { useObjectPage, useView } from '#components/object/object-context.tsx';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { curveOfView, figureOptionsOf, foldOfView } from './figure-options.ts';
import { curveFolds } from './fold-store.ts';
import { type FigureOptions, figureFromLightcurve, type LightcurveFigure, withEpochs } from './lightcurve-figure.ts';
import { curveModels } from './model-store.ts';
import { overlayCurves } from './overlays/overlay-store.ts';
import { usePublished } from './published.ts';

/** A figure without the epochs that are selected: walking over them redraws no mark. */
export interface LivingMarks {
  readonly figure: LightcurveFigure;
  readonly withEpochs: (selected: string, pinned: readonly string[]) => LightcurveFigure;
}

export interface LivingFigure {
  /** The rows that are drawn: of the light curve, or one a night. */
  readonly curve: Lightcurve;
  readonly members: readonly (readonly number[])[] | null;
  readonly options: FigureOptions;
  readonly marks: LivingMarks;
}

/** The figure of the view as it is now, with what others publish for it; made anew only when something in it changed. */
export function useLivingFigure(all: Lightcurve): LivingFigure {
  const { facts } = useObjectPage();
  const view = useView();
  const overlays = usePublished(overlayCurves);
  const models = usePublished(curveModels);
  const [published] = usePublished(curveFolds);
  const { nightly, vPeriod } = view;
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the view only whether nights are averaged
  const { curve, members } = useMemo(() => curveOfView(all, view, facts), [all, nightly, facts]);
  const { unit, hidden, timeAxis, zoomX, zoomY, minSnr, levels, fluxUnit } = view;
  const isFolded = view.timeAxis === 'phase';
  const fold = useMemo(
    () => (isFolded ? (published ?? foldOfView(curve, vPeriod)) : null),
    [isFolded, published, curve, vPeriod],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the view what changes marks; epochs are added below
  const options = useMemo<FigureOptions>(
    () => ({ ...figureOptionsOf(view, facts, fold), pinned: [], overlays, models }),
    [unit, hidden, timeAxis, zoomX, zoomY, minSnr, levels, fluxUnit, overlays, models, fold, facts],
  );
  const marks = useMemo<LivingMarks>(() => {
    const figure = figureFromLightcurve(curve, options);
    return { figure, withEpochs: (selected, pinned) => withEpochs(figure, curve, { ...options, selected, pinned }) };
  }, [curve, options]);
  return { curve, members, options, marks };
}
