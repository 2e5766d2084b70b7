import { useMemo } from 'react';
import { type ChartAxes, type ChartMargins, type ChartPlace, marginsOf, placeOf } from './chart-geometry.ts';
import type { ChartAxis } from './chart-scale.ts';

export interface UsedPlace {
  readonly margins: ChartMargins;
  /** The same object between renders, until an axis or the size is another. */
  readonly place: ChartPlace;
  /** With the words of the axes as they are now. */
  readonly shownPlace: ChartPlace;
}

/** Where values are drawn in a chart of this size (pixels, with its margins). */
export function usePlace(axes: ChartAxes, size: { readonly width: number; readonly height: number }): UsedPlace {
  const { x, y, equal } = axes;
  const margins = marginsOf(x, y, size.width);
  const width = Math.max(40, size.width - margins.left - margins.right);
  const height = Math.max(40, size.height - margins.top - margins.bottom);
  // biome-ignore lint/correctness/useExhaustiveDependencies: axes are compared by what they hold
  const place = useMemo(
    () => placeOf({ x, y, equal }, { width, height }),
    [x.from, x.to, x.log, y.from, y.to, y.log, equal, width, height],
  );
  return {
    margins,
    place,
    shownPlace: { ...place, x: { ...x, ...rangeOf(place.x) }, y: { ...y, ...rangeOf(place.y) } },
  };
}

const rangeOf = ({ from, to }: ChartAxis) => ({ from, to });
