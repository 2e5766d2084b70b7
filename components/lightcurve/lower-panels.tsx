import { memo, useCallback } from 'react';
import { useView } from '#components/object/object-context.tsx';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { ClassHistory } from './class-history.tsx';
import { ColourPanel } from './colour-panel.tsx';
import { residualsOf } from './curve-residuals.ts';
import type { FigureOptions, LightcurveFigure } from './lightcurve-figure.ts';
import { NoResiduals } from './lower-drawn.tsx';
import { LowerPanel } from './lower-panel.tsx';
import type { Zoom } from './plot-surface.ts';
import { placeOnAxis } from './time-axis.ts';

export interface LowerPanelsProps {
  readonly curve: Lightcurve;
  readonly figure: LightcurveFigure;
  readonly options: FigureOptions;
  readonly moving: Zoom | null;
}

/** Panels that the visitor opened under the curve: a colour, and what each fit leaves over. */
export const LowerPanels = memo(function LowerPanels({ curve, figure, options, moving }: LowerPanelsProps) {
  const view = useView();
  const x = moving?.x ?? figure.x;
  const { axis } = figure;
  const at = useCallback((mjd: number) => placeOnAxis(axis, mjd), [axis]);
  const models = view.residuals ? (options.models ?? []) : [];
  return (
    <>
      {view.colour ? (
        <ColourPanel curve={curve} view={{ ...view, colour: view.colour }} options={options} x={x} />
      ) : null}
      {models.map((model) => (
        <LowerPanel
          key={model.id}
          name={`residuals-${model.id}`}
          title={`Residuals of ${model.label} (σ)`}
          points={residualsOf(curve, figure, model)}
          x={x}
          zeroAt={0}
          empty="no measurement of its bands is drawn"
        />
      ))}
      {view.residuals && models.length === 0 ? <NoResiduals x={x} /> : null}
      <ClassHistory curve={curve} x={x} at={at} />
    </>
  );
});
