import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { ClassRoom } from './class-room.tsx';
import { ColourPanel } from './colour-panel.tsx';
import type { CurveState } from './figure-options.ts';
import type { Range } from './figure-scale.ts';
import type { FigureOptions } from './lightcurve-figure.ts';
import { LowerPanel } from './lower-panel.tsx';

export interface LowerDrawnProps {
  readonly curve: Lightcurve;
  readonly view: CurveState;
  readonly options: FigureOptions;
  /** The time axis of the light curve above. */
  readonly x: Range;
}

/** The panels under the curve that an address asks for, as the server draws them: of the same height as the living ones. */
export function LowerDrawn({ curve, view, options, x }: LowerDrawnProps) {
  return (
    <>
      {view.colour ? (
        <ColourPanel curve={curve} view={{ ...view, colour: view.colour }} options={options} x={x} />
      ) : null}
      {view.residuals ? <NoResiduals x={x} /> : null}
      <ClassRoom curve={curve} />
    </>
  );
}

export function NoResiduals({ x }: { readonly x: Range }) {
  return (
    <LowerPanel
      name="residuals"
      title="Residuals"
      points={[]}
      x={x}
      empty="no fit yet; the tabs Supernova and Variable make them"
    />
  );
}
