'use client';
import type { StampPlane } from '#domain/stamps/frame.ts';
import type { StampKind } from '#domain/stamps/locator.ts';
import type { SkyPlace } from './alert-pixel.ts';
import { StampCanvas, type StampLooks } from './stamp-canvas.tsx';
import { StampOverlay } from './stamp-overlay.tsx';
import styles from './stamps.module.css';

export interface StampTileProps {
  readonly kind: StampKind;
  readonly plane: StampPlane | null;
  readonly looks: StampLooks;
  readonly alert: SkyPlace;
  readonly scaleArcsec: number;
  readonly label: string;
}

export function EmptyTile({ kind }: { readonly kind: StampKind }) {
  return (
    <div className={styles.tile} data-empty="">
      <p>This alert has no {kind.toLowerCase()} stamp.</p>
    </div>
  );
}

/** A stamp as it is first shown, before anything is touched. */
export function StampTile({ kind, plane, looks, alert, scaleArcsec, label }: StampTileProps) {
  if (!plane) return <EmptyTile kind={kind} />;
  return (
    <div className={styles.tile} data-stamp={kind}>
      <StampCanvas plane={plane} kind={kind} looks={looks} label={label} />
      <StampOverlay plane={plane} alert={alert} scaleArcsec={scaleArcsec} withScale={kind === 'Science'} />
    </div>
  );
}
