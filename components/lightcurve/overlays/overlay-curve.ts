import type { BandMarker, BandName } from '#domain/surveys/survey.ts';

/** How a source of photometry stands: asked, answered, answered with nothing, or failed with its reason. */
export type OverlayState =
  | { readonly state: 'waiting' }
  | { readonly state: 'ready' }
  | { readonly state: 'empty'; readonly reason: string }
  | { readonly state: 'failed'; readonly reason: string };

/** Photometry of one band from another source, columnar, oldest first. Missing numbers are NaN. */
export interface OverlaySeries {
  /** What the source calls the band: `zg`, `r`, `G`. */
  readonly name: string;
  /** Whose colour and marker it gets; null for bands that the portal does not know. */
  readonly band: BandName | null;
  readonly marker: BandMarker;
  /** Days, UTC. */
  readonly mjdUtc: Float64Array;
  /** µJy and 1σ, of what {@link OverlayCurve.measures} says. */
  readonly flux: Float64Array;
  readonly fluxErr: Float64Array;
}

/** A light curve of somebody else, drawn in the unit of the view, with its own entry in the legend. */
export interface OverlayCurve {
  /** Lower case letters, digits and `-`: names it in the address. */
  readonly id: string;
  /** As the legend says it: `ZTF DR23`. */
  readonly label: string;
  /** Who is to be thanked, for the tooltip of the legend. */
  readonly credit: string;
  readonly status: OverlayState;
  /** The source as it shines, or its difference from a reference. */
  readonly measures: 'apparent' | 'difference';
  readonly series: readonly OverlaySeries[];
}
