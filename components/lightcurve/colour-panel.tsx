import { useMemo } from 'react';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { coloursOfView } from './curve-colour.ts';
import type { Range } from './figure-scale.ts';
import type { FigureOptions } from './lightcurve-figure.ts';
import { LowerPanel } from './lower-panel.tsx';

export interface ColourPanelProps {
  readonly curve: Lightcurve;
  readonly view: { readonly colour: string; readonly colourWithin: number };
  readonly options: FigureOptions;
  readonly x: Range;
}

/** A colour with time, and how its measurements were paired: once, however the axis above is dragged. */
export function ColourPanel({ curve, view: { colour, colourWithin }, options, x }: ColourPanelProps) {
  const points = useMemo(
    () => coloursOfView(curve, options, { colour, withinDays: colourWithin }),
    [curve, options, colour, colourWithin],
  );
  return (
    <LowerPanel
      name="colour"
      title={`${colour.replace('-', ' − ')} (mag), each with the nearest in time, within ${colourWithin} d: ${points.length}`}
      points={points}
      x={x}
      empty="no two measurements are that close"
    />
  );
}
