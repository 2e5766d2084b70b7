import type { SVGProps } from 'react';
import styles from './figure-frame.module.css';
import { type FigureTicks, percentNumber } from './figure-scale.ts';

export interface Placed {
  readonly left: (place: number) => number;
  readonly top: (value: number) => number;
}

export const inside = (share: number): boolean => share >= -0.0001 && share <= 1.0001;

/** Ticks of one length, each set off from the one before: equal steps are equal text, of which a packed page has room for many. */
function tickPath(shares: readonly number[], first: (at: number) => string, next: (step: number) => string): string {
  let drawn = 0;
  return shares
    .map((share, k) => {
      const step = percentNumber(share - drawn);
      drawn += step / 100;
      return k === 0 ? first(step) : next(step);
    })
    .join('');
}

const across = (shares: readonly number[], px: number): string =>
  tickPath(
    shares,
    (at) => `M${at} 0v${px}`,
    (step) => `m${step}-${px}v${px}`,
  );

const upright = (shares: readonly number[], px: number): string =>
  tickPath(
    shares,
    (at) => `M5 ${at}h-${px}`,
    (step) => `m${px} ${step}h-${px}`,
  );

/** Grid, axes and ticks. */
export function Grid({ ticks, left, top, zero }: Placed & { ticks: FigureTicks; zero: number | undefined }) {
  const lines = ticks.y.major.map(({ at }) => `M0 ${percentNumber(top(at))}H100`).join('');
  const majors = ticks.x.major.map(({ at }) => left(at));
  const bottom = across(ticks.x.minor.map(left), 3) + across(majors, 5);
  const heights = ticks.y.major.map(({ at }) => top(at));
  const side = upright(ticks.y.minor.map(top), 3) + upright(heights, 5);
  return (
    <>
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        <path className={styles.grid} d={lines} />
        {zero !== undefined && inside(zero) ? (
          <path className={styles.zero} d={`M0 ${percentNumber(zero)}H100`} />
        ) : null}
      </svg>
      <svg className={styles.axis} overflow="visible" aria-hidden="true">
        <line y2="100%" />
        <line x2="100%" />
        <line y1="100%" x2="100%" y2="100%" />
      </svg>
      <Ticks y="100%" height="5" viewBox="0 0 100 5" d={bottom} />
      <Ticks y="-5" height="5" viewBox="0 0 100 5" d={bottom} />
      <Ticks x="-5" width="5" viewBox="0 0 5 100" d={side} />
    </>
  );
}

interface TicksProps extends Pick<SVGProps<SVGSVGElement>, 'x' | 'y' | 'width' | 'height' | 'viewBox'> {
  readonly d: string;
}

/** Ticks along one side of the frame, as long as it is, in percent. */
function Ticks({ d, ...place }: TicksProps) {
  return (
    <svg aria-hidden="true" className={styles.axis} preserveAspectRatio="none" overflow="visible" {...place}>
      <path d={d} />
    </svg>
  );
}
