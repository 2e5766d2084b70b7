'use client';
import { useEffect, useRef, useState } from 'react';
import { useObjectPage, useView } from '#components/object/object-context.tsx';
import type { StampZoom } from '#domain/stamps/zoom.ts';
import { roundedZoom } from '../stamp-fields.ts';

/** The address follows when hands rest: browsers refuse to write it a hundred times in half a minute. */
const restMs = 250;

/** The zoom of all tiles: at once on the screen, a moment later in the address. */
export function useZoom(): readonly [StampZoom, (change: (zoom: StampZoom) => StampZoom) => void] {
  const { view: store } = useObjectPage();
  const { stampZoom } = useView();
  const [zoom, setZoom] = useState(stampZoom);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(zoom);
  latest.current = zoom;
  useEffect(() => {
    clearTimeout(timer.current);
    setZoom(stampZoom);
  }, [stampZoom]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const change = (by: (before: StampZoom) => StampZoom) => {
    latest.current = by(latest.current);
    setZoom(latest.current);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => store.set({ stampZoom: roundedZoom(latest.current) }), restMs);
  };
  return [zoom, change];
}
