'use client';
import { MiniTriplet } from '#components/cutouts/mini-triplet.tsx';
import { useObjectPage, useSelectAlert } from '#components/object/object-context.tsx';
import { controlStyles } from '#components/ui/control.tsx';
import { Icon } from '#components/ui/icons.tsx';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { dateFromMjd } from './axis-ticks.ts';
import styles from './pinned-tray.module.css';
import { pointText } from './point-words.ts';

export interface PinnedTrayProps {
  readonly curve: Lightcurve;
  readonly pinned: readonly string[];
}

/** Epochs that are kept side by side, numbered as in the plot. */
export function PinnedTray({ curve, pinned }: PinnedTrayProps) {
  const { facts, view: store } = useObjectPage();
  const select = useSelectAlert();
  if (pinned.length === 0) return null;
  return (
    <ul className={styles.tray} aria-label="Pinned epochs">
      {pinned.map((alertId, index) => {
        const row = curve.alertId.indexOf(alertId);
        return (
          <li key={alertId} data-band={curve.band[row]} data-pinned={alertId}>
            <p>
              <b>{index + 1}</b>
              <button type="button" className={controlStyles.button} onClick={() => select(alertId)}>
                {row < 0 ? 'not drawn' : dateFromMjd(curve.mjd[row] ?? Number.NaN)}
              </button>
              <span>{row < 0 ? '' : `${curve.band[row]} ${pointText(curve, row)}`}</span>
              <button
                type="button"
                className={controlStyles.bare}
                aria-label={`Let go of epoch ${index + 1}`}
                onClick={() => store.set({ pinned: pinned.filter((id) => id !== alertId) })}
              >
                <Icon name="close" />
              </button>
            </p>
            <MiniTriplet survey={facts.survey} objectId={facts.objectId} alertId={alertId} />
          </li>
        );
      })}
    </ul>
  );
}
