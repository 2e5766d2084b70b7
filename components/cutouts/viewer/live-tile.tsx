'use client';
import { type ReactNode, useEffect, useRef } from 'react';
import type { StampKind } from '#domain/stamps/locator.ts';
import styles from '../stamps.module.css';
import { type KeyTaker, type Place, takeGestures, takeKey } from './gestures.ts';

export interface LiveTileProps {
  readonly kind: StampKind;
  readonly taker: KeyTaker;
  readonly zoomed: boolean;
  /** Middle of the pixel under the cursor, in every tile. */
  readonly marked: Place | null;
  /** The first tile takes the keys for all. */
  readonly focusable: boolean;
  readonly children: ReactNode;
}

/** A tile that answers to pointer, wheel, fingers and keys. */
export function LiveTile({ kind, taker, zoomed, marked, focusable, children }: LiveTileProps) {
  const ref = useRef<HTMLDivElement>(null);
  const latest = useRef(taker);
  latest.current = taker;
  useEffect(() => {
    if (!ref.current) return;
    return takeGestures(ref.current, {
      isZoomed: () => latest.current.isZoomed(),
      zoomAt: (place, factor) => latest.current.zoomAt(place, factor),
      drag: (dx, dy) => latest.current.drag(dx, dy),
      reset: () => latest.current.reset(),
      hover: (place) => latest.current.hover(place),
    });
  }, []);
  const keys = focusable
    ? {
        tabIndex: 0,
        role: 'group',
        'data-arrows': '',
        'aria-label': 'Stamps: arrows move the cursor, plus and minus zoom, 0 shows all',
        onKeyDown: (event: React.KeyboardEvent) => {
          if (event.ctrlKey || event.metaKey || event.altKey || !takeKey(event, taker)) return;
          event.preventDefault();
        },
        onBlur: () => taker.hover(null),
      }
    : {};
  return (
    <div ref={ref} className={styles.tile} data-stamp={kind} data-live="" data-zoomed={zoomed || undefined} {...keys}>
      {children}
      {marked ? (
        <i
          className={styles.mark}
          style={{ left: `${marked[0] * 100}%`, top: `${marked[1] * 100}%` }}
          aria-hidden="true"
        />
      ) : null}
    </div>
  );
}
