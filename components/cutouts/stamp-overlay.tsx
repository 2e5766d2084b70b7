import type { StampPlane } from '#domain/stamps/frame.ts';
import { type StampZoom, wholeStamp } from '#domain/stamps/zoom.ts';
import { alertPixel, placeOfPixel, type SkyPlace } from './alert-pixel.ts';
import { compassFromWcs, type Direction, pixelScaleArcsec, scaleBarArcsec } from './compass.ts';
import styles from './stamps.module.css';

export interface StampOverlayProps {
  /** The stamp whose sky the tile shows. */
  readonly plane: StampPlane;
  readonly alert: SkyPlace;
  /** Arcsec a pixel where no WCS tells. */
  readonly scaleArcsec: number;
  readonly zoom?: StampZoom;
  /** Scale and, where a WCS knows it, the compass: on the first tile only. */
  readonly withScale: boolean;
}

const percent = (share: number): number => Math.round(share * 1e4) / 100;

/** What lies over a stamp: the open cross on the alert, the scale bar and the compass. */
export function StampOverlay({ plane, alert, scaleArcsec, zoom = wholeStamp, withScale }: StampOverlayProps) {
  const [x, y] = placeOfPixel(plane, alertPixel(plane, alert), zoom).map(percent);
  const cross = `M${x} ${y}m0-16v9m0 14v9m-16-16h9m14 0h9`;
  return (
    <svg className={styles.overlay} viewBox="0 0 100 100" aria-hidden="true">
      <path className={styles.under} d={cross} />
      <path d={cross} />
      {withScale ? <ScaleBar plane={plane} scaleArcsec={scaleArcsec} zoom={zoom} /> : null}
      {withScale && plane.wcs ? <Compass {...compassFromWcs(plane.wcs)} /> : null}
    </svg>
  );
}

function ScaleBar({ plane, scaleArcsec, zoom }: { plane: StampPlane; scaleArcsec: number; zoom: StampZoom }) {
  const side = Math.max(plane.width, plane.height) / zoom.scale;
  const sideArcsec = pixelScaleArcsec(plane.wcs, scaleArcsec) * side;
  const barArcsec = scaleBarArcsec(sideArcsec);
  const d = `M7 93h${percent(barArcsec / sideArcsec)}`;
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
  const [x, y, length] = [84, 20, 9];
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
