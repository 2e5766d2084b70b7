'use client';
import { useMemo, useRef, useState } from 'react';
import { textFromNumber } from '#components/lightcurve/axis-ticks.ts';
import { useObjectPage, useView } from '#components/object/object-context.tsx';
import { arrowSteps } from '#components/ui/arrow-steps.ts';
import type { StampPlane } from '#domain/stamps/frame.ts';
import { cutsFor, sortedFinite } from '#domain/stamps/stretch.ts';
import { createValueScale, type ValueScale } from '#domain/stamps/value-scale.ts';
import styles from '../stamps.module.css';

const bins = 44;
const width = 132;
const rounded = (percent: number): number => Math.round(Math.min(100, Math.max(0, percent)) * 100) / 100;
/** Handles never meet: a hundredth of a percent stays between them. */
const gap = 0.01;

function useScale(plane: StampPlane | null): { scale: ValueScale; bars: string } | null {
  return useMemo(() => {
    if (!plane) return null;
    const scale = createValueScale(sortedFinite(plane.pixels));
    const counts = scale.counts(bins);
    const most = Math.log1p(Math.max(...counts));
    const bars = counts
      .map((count, bin) => (count === 0 ? '' : `M${bin * 3 + 1.3} 16v-${((Math.log1p(count) / most) * 15).toFixed(1)}`))
      .join('');
    return { scale, bars };
  }, [plane]);
}

type End = 'from' | 'to';

/** Pixels of a stamp by their value, and the two cuts as handles. Counts are drawn as logarithms, values on an asinh ruler. */
export function CutHistogram({ plane }: { readonly plane: StampPlane | null }) {
  const { facts, view: store } = useObjectPage();
  const { cuts, stretch } = useView();
  const made = useScale(plane);
  const box = useRef<HTMLSpanElement>(null);
  const [held, setHeld] = useState<End | null>(null);
  if (!plane || !made) return <span className={styles.histogram} />;
  const { scale, bars } = made;
  const percent = cuts && { low: cuts.from, high: cuts.to };
  const now = cutsFor(plane.pixels, { symmetric: false, stretch, percent });
  const shares = { from: scale.shareOf(now.low), to: scale.shareOf(now.high) };
  const percents = cuts ?? { from: rounded(scale.percentOf(now.low)), to: rounded(scale.percentOf(now.high)) };
  const set = (end: End, value: number) => {
    const next = { ...percents, [end]: rounded(value) };
    if (end === 'from') next.from = Math.min(next.from, rounded(next.to - gap));
    else next.to = Math.max(next.to, rounded(next.from + gap));
    if (next.from < next.to) store.set({ cuts: next });
  };
  const shareAt = (clientX: number): number => {
    const { left, width: across } = box.current?.getBoundingClientRect() ?? { left: 0, width: 1 };
    return Math.min(1, Math.max(0, (clientX - left) / across));
  };
  const put = (end: End, clientX: number) => set(end, scale.percentOf(scale.valueOf(shareAt(clientX))));
  const handle = (end: End) => ({
    share: shares[end],
    percent: percents[end],
    words: `${textFromNumber(end === 'from' ? now.low : now.high, 1)} ${facts.stamps.unit}`,
    onMove: (by: number) => set(end, percents[end] + by),
  });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a pointer's way to the two sliders inside
    <span
      ref={box}
      className={styles.histogram}
      onPointerDown={(event) => {
        const at = shareAt(event.clientX);
        const end = Math.abs(at - shares.from) < Math.abs(at - shares.to) ? 'from' : 'to';
        event.currentTarget.setPointerCapture(event.pointerId);
        setHeld(end);
        put(end, event.clientX);
      }}
      onPointerMove={(event) => (held ? put(held, event.clientX) : undefined)}
      onPointerUp={() => setHeld(null)}
      onPointerCancel={() => setHeld(null)}
      onDoubleClick={() => store.set({ cuts: null })}
    >
      <svg viewBox={`0 0 ${width} 24`} preserveAspectRatio="none" aria-hidden="true">
        <path className={styles.bars} d={bars} />
        <path className={styles.track} d={`M0 18.5H${width}`} />
        <path className={styles.chosen} d={`M${shares.from * width} 18.5H${shares.to * width}`} />
      </svg>
      <Handle name="Lower cut" {...handle('from')} />
      <Handle name="Upper cut" {...handle('to')} />
    </span>
  );
}

interface HandleProps {
  readonly name: string;
  /** Place on the ruler, 0…1. */
  readonly share: number;
  /** Share of the pixels below. */
  readonly percent: number;
  /** Value of the cut, with its unit. */
  readonly words: string;
  /** By percent of the pixels. */
  readonly onMove: (by: number) => void;
}

function Handle({ name, share, percent, words, onMove }: HandleProps) {
  return (
    <span
      role="slider"
      tabIndex={0}
      className={styles.handle}
      style={{ left: `${share * 100}%` }}
      aria-label={name}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={`${percent} %, ${words}`}
      title={`${percent} % of the pixels are below`}
      onKeyDown={(event) => {
        const step = arrowSteps[event.key];
        if (step === undefined) return;
        event.preventDefault();
        onMove(step * (event.shiftKey ? 1 : 0.1));
      }}
    />
  );
}
