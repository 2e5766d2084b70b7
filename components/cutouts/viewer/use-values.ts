'use client';
import { useRef } from 'react';
import { useObjectPage } from '#components/object/object-context.tsx';
import type { StampFrame, StampPlane } from '#domain/stamps/frame.ts';
import { type StampKind, stampKinds } from '#domain/stamps/locator.ts';
import type { StampZoom } from '#domain/stamps/zoom.ts';
import { frameUrl } from '../frame-url.ts';
import { useFrame } from '../use-frame.ts';
import type { Place } from './gestures.ts';
import { pixelUnder } from './readout.ts';

export interface PixelValue {
  readonly value: number;
  /** False while only the rounded pixels of the picture are there. */
  readonly exact: boolean;
}

export interface ValuesOf {
  readonly frame: StampFrame;
  readonly alertId: string;
  readonly cursor: Place | null;
  readonly reference: StampPlane | null;
  readonly zoom: StampZoom;
  readonly sign: 1 | -1;
}

/** The pixels of the three stamps under the cursor. The exact planes are asked for when somebody first points. */
export function useValues(of: ValuesOf): Partial<Record<StampKind, PixelValue>> {
  const { frame, alertId, cursor, reference, zoom, sign } = of;
  const { survey, objectId } = useObjectPage().facts;
  const pointed = useRef(false);
  if (cursor) pointed.current = true;
  const isRounded = stampKinds.some((kind) => frame[kind]?.precision === 'rounded');
  const url = `${frameUrl(survey, objectId, alertId)}?precision=full`;
  const full = useFrame(pointed.current && isRounded ? url : null).frame;
  if (!cursor || !reference) return {};
  const values = stampKinds.map((kind) => {
    const plane = full?.[kind] ?? frame[kind];
    if (!plane) return [kind, undefined];
    const value = pixelUnder({ kind, plane, sign }, cursor, { reference, zoom });
    return [kind, { value, exact: plane.precision === 'exact' }];
  });
  return Object.fromEntries(values);
}
