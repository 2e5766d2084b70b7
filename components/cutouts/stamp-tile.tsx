'use client';
import type { ColourMapName } from '#domain/stamps/colour-map.ts';
import type { StampPlane } from '#domain/stamps/frame.ts';
import type { StampKind } from '#domain/stamps/locator.ts';
import type { StretchName } from '#domain/stamps/stretch.ts';
import { compassFromWcs, type Direction, pixelScaleArcsec, scaleBarArcsec } from './compass.ts';
import { StampCanvas } from './stamp-canvas.tsx';
import styles from './stamps.module.css';

export interface StampTileProps {
  readonly kind: StampKind;
  readonly plane: StampPlane | null;
  readonly stretch: StretchName;
  readonly map: ColourMapName;
  readonly scaleArcsec: number;
  readonly label: string;
}

const crosshair = 'M50 34v9M50 57v9M34 50h9M57 50h9';

/** A stamp with its open crosshair; the first one also carries the scale, and the compass where a WCS knows it. */
export function StampTile({ kind, plane, stretch, map, scaleArcsec, label }: StampTileProps) {
  if (!plane) {
    return (
      <div className={styles.tile} data-empty="">
        <p>This alert has no {kind.toLowerCase()} stamp.</p>
      </div>
    );
  }
  return (
    <div className={styles.tile} data-stamp={kind}>
      <StampCanvas plane={plane} kind={kind} stretch={stretch} map={map} label={label} />
      <svg className={styles.overlay} viewBox="0 0 100 100" aria-hidden="true">
        <path className={styles.under} d={crosshair} />
        <path d={crosshair} />
        {kind === 'Science' ? <ScaleBar plane={plane} scaleArcsec={scaleArcsec} /> : null}
        {kind === 'Science' && plane.wcs ? <Compass {...compassFromWcs(plane.wcs)} /> : null}
      </svg>
    </div>
  );
}

function ScaleBar({ plane, scaleArcsec }: { plane: StampPlane; scaleArcsec: number }) {
  const widthArcsec = pixelScaleArcsec(plane.wcs, scaleArcsec) * plane.width;
  const barArcsec = scaleBarArcsec(widthArcsec);
  const length = (barArcsec / widthArcsec) * 100;
  const d = `M7 93h${Math.round(length * 100) / 100}`;
  return (
    <>
      <path className={styles.under} d={d} />
      <path d={d} />
      <text x="7" y="90">
        {barArcsec}″
      </text>
    </>
  );
}

function Compass({ north, east }: { north?: Direction; east?: Direction }) {
  if (!north || !east) return null;
  const [x, y, length] = [84, 18, 9];
  const arm = (to: Direction) => `M${x} ${y}l${(to.x * length).toFixed(2)} ${(to.y * length).toFixed(2)}`;
  const word = (to: Direction) => ({ x: x + to.x * 13.5, y: y + to.y * 13.5 + 2 });
  return (
    <>
      <path className={styles.under} d={arm(north) + arm(east)} />
      <path d={arm(north) + arm(east)} />
      <g textAnchor="middle">
        <text {...word(north)}>N</text>
        <text {...word(east)}>E</text>
      </g>
    </>
  );
}
