import type { BandMarker, BandName } from '#domain/surveys/survey.ts';

/** What a mark says, besides its band. */
export const markKinds = ['detection', 'negative', 'limit', 'forced', 'bad'] as const;
export type MarkKind = (typeof markKinds)[number];

/** What is drawn first: error bars lie between these marks and those of the detections. */
export const isUnderErrors = ({ kind }: { readonly kind: MarkKind }): boolean =>
  kind !== 'detection' && kind !== 'negative';

const round = (value: number): number => Math.round(value * 100) / 100;

/** Outline of a band's marker, in pixels around 0,0; `r` is the radius of the circle that weighs the same. */
const outlines: Record<BandMarker, (r: number) => string> = {
  circle: (r) =>
    `M${round(r)},0A${round(r)},${round(r)} 0 1,1 0,-${round(r)}A${round(r)},${round(r)} 0 0,1 ${round(r)},0Z`,
  square: (r) => `M${round(r * 0.9)},${round(r * 0.9)}H-${round(r * 0.9)}V-${round(r * 0.9)}H${round(r * 0.9)}Z`,
  diamond: (r) => `M${round(r * 1.2)},0L0,${round(r * 1.2)}L-${round(r * 1.2)},0L0,-${round(r * 1.2)}Z`,
  triangle: (r) => `M-${round(r * 1.15)},${round(r * 0.8)}H${round(r * 1.15)}L0,-${round(r * 1.15)}Z`,
  pentagon: (r) =>
    `M${round(r * 1.05)},-${round(r * 0.34)}L${round(r * 0.65)},${round(r * 0.89)}H-${round(r * 0.65)}L-${round(r * 1.05)},-${round(r * 0.34)}L0,-${round(r * 1.1)}Z`,
  cross: (r) => {
    const [a, b] = [round(r * 0.42), round(r * 1.15)];
    return `M${b},${a}H${a}V${b}H-${a}V${a}H-${b}V-${a}H-${a}V-${b}H${a}V-${a}H${b}Z`;
  },
};

/** Bands from r on carry a bar above the triangle of their limits, so that they differ from u and g without colour. */
const barred: ReadonlySet<BandName> = new Set(['r', 'i', 'z', 'y']);

/** The path of a mark; `r` 4.5 is the size in the plot. */
export function markPath(kind: MarkKind, band: BandName, marker: BandMarker, r = 4.5): string {
  const [w, h] = [round(r), round(r * 0.65)];
  switch (kind) {
    case 'detection':
      return outlines[marker](r);
    case 'negative':
      return `${outlines[marker](r)}M-${round(r * 0.5)},0H${round(r * 0.5)}`;
    case 'forced':
      return outlines[marker](r * 0.56);
    case 'limit':
      return `M-${w},-${h}H${w}L0,${w}Z${barred.has(band) ? `M-${w},-${round(h + r * 0.58)}H${w}` : ''}`;
    case 'bad':
      return `M-${h},-${h}L${h},${h}M-${h},${h}L${h},-${h}`;
  }
}

export interface MarkStyle {
  /** `band`: filled with the band's colour; `ground`: with the background, so that the outline speaks; `none`: lines only. */
  readonly fill: 'band' | 'ground' | 'none';
  readonly stroke: 'band' | 'ground';
  readonly strokeWidth: number;
}

/** How each kind is painted; SVG and Plotly read the same table. */
export const markStyles: Record<MarkKind, MarkStyle> = {
  detection: { fill: 'band', stroke: 'ground', strokeWidth: 1 },
  negative: { fill: 'ground', stroke: 'band', strokeWidth: 1.5 },
  limit: { fill: 'none', stroke: 'band', strokeWidth: 1.25 },
  forced: { fill: 'ground', stroke: 'band', strokeWidth: 1 },
  bad: { fill: 'none', stroke: 'band', strokeWidth: 1.25 },
};
