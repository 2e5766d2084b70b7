import { decimalsOf, niceStep, textFromNumber, valueTicks } from '#components/lightcurve/axis-ticks.ts';
import { type Range, shareOf } from '#components/lightcurve/figure-scale.ts';

/** A place with words on an axis. */
export interface ChartTick {
  readonly at: number;
  readonly label: string;
}

/** One axis of a chart. `from` is at the left or bottom: magnitudes run downwards by `from` > `to`. */
export interface ChartAxis extends Range {
  /** With its unit: `Period (d)`. */
  readonly title: string;
  /** Logarithmic; both ends positive then. */
  readonly log?: boolean;
  /** Places and words of one's own (hours, dates, names); absent = round numbers. */
  readonly ticks?: readonly ChartTick[];
  /** Second words at the top or right, at places of this axis: frequencies over periods, airmass beside elevation. */
  readonly opposite?: { readonly title: string; readonly ticks: readonly ChartTick[] };
}

export interface ChartTicks {
  readonly major: readonly ChartTick[];
  readonly minor: readonly number[];
}

const mapped = (axis: ChartAxis): Range =>
  axis.log ? { from: Math.log10(axis.from), to: Math.log10(axis.to) } : { from: axis.from, to: axis.to };

/** Share of the axis, 0 at `from` and 1 at `to`; NaN where a logarithm has none. */
export function axisShare(axis: ChartAxis, value: number): number {
  return shareOf(mapped(axis), axis.log ? (value > 0 ? Math.log10(value) : Number.NaN) : value);
}

/** The value at a share of the axis: the inverse of `axisShare`. */
export function axisValue(axis: ChartAxis, share: number): number {
  const { from, to } = mapped(axis);
  const value = from + share * (to - from);
  return axis.log ? 10 ** value : value;
}

function textOfPower(value: number): string {
  return value >= 1e-4 && value < 1e6 ? String(Number(value.toPrecision(1))) : value.toExponential(0).replace('+', '');
}

function logTicks(low: number, high: number, wanted: number): ChartTicks {
  const decades = Math.log10(high / low);
  // Less than half a decade has no two powers of ten: round numbers stand at their uneven places.
  if (decades < 0.5) return valueTicks(low, high, wanted);
  const leads = decades < 1.6 ? [1, 2, 5] : [1];
  const minor: number[] = [];
  const labelled: ChartTick[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    for (let lead = 1; lead < 10; lead++) {
      const at = lead * 10 ** power;
      if (at < low * (1 - 1e-9) || at > high * (1 + 1e-9)) continue;
      minor.push(at);
      if (leads.includes(lead)) labelled.push({ at, label: textOfPower(at) });
    }
  }
  if (labelled.length < 2) return valueTicks(low, high, wanted);
  const every = decades < 1.6 ? 1 : Math.max(1, Math.ceil((labelled.length - 1) / wanted));
  return { major: labelled.filter((_, index) => index % every === 0), minor };
}

/** Ticks of an axis, about `wanted` with words. */
export function axisTicks(axis: ChartAxis, wanted: number): ChartTicks {
  if (axis.ticks) return { major: axis.ticks, minor: [] };
  const [low, high] = [Math.min(axis.from, axis.to), Math.max(axis.from, axis.to)];
  if (!(high > low)) return { major: [{ at: low, label: String(low) }], minor: [] };
  return axis.log ? logTicks(low, high, wanted) : valueTicks(low, high, wanted);
}

export interface ExtentOptions {
  /** Share of the span added at both ends; default 0.06. */
  readonly padding?: number;
  /** The larger number first: magnitudes. */
  readonly reversed?: boolean;
  /** The span is at least this, so that noise does not fill a frame. */
  readonly least?: number;
}

/** A range around the finite ones of `values`; 0 to 1 where there are none. */
export function extentOf(values: Iterable<number>, options: ExtentOptions = {}): Range {
  const { padding = 0.06, reversed = false, least = 0 } = options;
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) [low, high] = [0, 1];
  const wanted = Math.max(least, high - low) || Math.abs(low) * 0.1 || 1;
  const more = (wanted - (high - low)) / 2 + wanted * padding;
  return reversed ? { from: high + more, to: low - more } : { from: low - more, to: high + more };
}

/** Both axes with the same number of pixels a unit: the narrower range grows around its middle. */
export function equalAspect(
  x: ChartAxis,
  y: ChartAxis,
  size: { width: number; height: number },
): [ChartAxis, ChartAxis] {
  const perPixel = Math.max(Math.abs(x.to - x.from) / size.width, Math.abs(y.to - y.from) / size.height);
  const grown = (axis: ChartAxis, pixels: number): ChartAxis => {
    const middle = (axis.from + axis.to) / 2;
    const half = (Math.sign(axis.to - axis.from) * perPixel * pixels) / 2;
    return { ...axis, from: middle - half, to: middle + half };
  };
  return [grown(x, size.width), grown(y, size.height)];
}

/** A value of an axis in words, as fine as a hundredth of its ticks' distance. */
export function axisText(axis: ChartAxis, value: number): string {
  if (axis.log) return String(Number(value.toPrecision(4)));
  const step = niceStep(Math.abs(axis.to - axis.from) / 500 || 1);
  return textFromNumber(value, decimalsOf(step));
}
