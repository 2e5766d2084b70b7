import type { StampPlane } from '#domain/stamps/frame.ts';
import type { StampKind } from '#domain/stamps/locator.ts';
import type { Layer } from '#domain/stamps/picture.ts';
import { type Alignment, alignedTo, planeFromPicture, sameGrid } from '#domain/stamps/placement.ts';
import { type Cuts, cutsFor, type PercentCuts, type StretchName } from '#domain/stamps/stretch.ts';
import type { StampZoom } from '#domain/stamps/zoom.ts';

/** A stamp, and what decides how it is drawn. */
export interface Stamp {
  readonly kind: StampKind;
  readonly plane: StampPlane;
  readonly sign: 1 | -1;
}

export interface LayerRules {
  readonly stretch: StretchName;
  readonly percent: PercentCuts | null;
  readonly zoom: StampZoom;
  /** Stamp whose sky the tile shows; absent: the stamp's own. */
  readonly reference?: StampPlane | null;
  /** Cuts shared by many frames; absent: the stamp's own. */
  readonly cuts?: Cuts;
}

export interface PlacedLayer {
  readonly layer: Layer;
  readonly by: Alignment;
}

/** Differences are linear and symmetric about zero whatever the stretch, so that the middle grey means no change. */
export function placedLayer({ kind, plane, sign }: Stamp, rules: LayerRules): PlacedLayer {
  const symmetric = kind === 'Difference';
  const { stretch, percent, zoom, reference } = rules;
  const own = !reference || reference === plane;
  const { toPlane, by } = own
    ? { toPlane: planeFromPicture(plane, zoom), by: plane.wcs ? ('sky' as const) : ('centre' as const) }
    : alignedTo(reference, plane, zoom);
  const layer: Layer = {
    plane,
    cuts: rules.cuts ?? cutsFor(plane.pixels, { symmetric, stretch, percent }),
    sign: symmetric ? sign : 1,
    stretch: symmetric ? 'linear' : stretch,
    toPlane,
    smooth: !own && by === 'sky' && !sameGrid(reference.wcs, plane.wcs),
  };
  return { layer, by };
}
