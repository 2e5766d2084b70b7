'use client';
import { useObjectPage, useView } from '#components/object/object-context.tsx';
import styles from '../stamps.module.css';

const clamp = (share: number): number => Math.min(1, Math.max(0, Math.round(share * 100) / 100));

/** The edge of the curtain: dragged, or moved by arrows. */
export function SwipeHandle({ names }: { readonly names: readonly [left: string, right: string] }) {
  const { view: store } = useObjectPage();
  const { swipe } = useView();
  const move = (share: number) => store.set({ swipe: clamp(share) });
  return (
    <>
      <span className={styles.tag} aria-hidden="true">
        {names[0]}
      </span>
      <span className={styles.tag} data-right="" aria-hidden="true">
        {names[1]}
      </span>
      <div
        role="slider"
        tabIndex={0}
        className={styles.curtain}
        style={{ left: `${swipe * 100}%` }}
        aria-label="Curtain between the stamps"
        aria-orientation="horizontal"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(swipe * 100)}
        aria-valuetext={`${names[0]} on the left ${Math.round(swipe * 100)} %`}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={(event) => {
          const tile = event.currentTarget.parentElement?.getBoundingClientRect();
          if (tile && event.currentTarget.hasPointerCapture(event.pointerId))
            move((event.clientX - tile.left) / tile.width);
        }}
        onKeyDown={(event) => {
          const step = { ArrowLeft: -0.05, ArrowRight: 0.05, Home: -1, End: 1 }[event.key];
          if (step === undefined) return;
          event.preventDefault();
          event.stopPropagation();
          move(swipe + step);
        }}
      />
    </>
  );
}
