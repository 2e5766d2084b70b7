'use client';
import { useObjectPage, useView } from '#components/object/object-context.tsx';
import { stampKinds } from '#domain/stamps/locator.ts';
import { frameUrl } from './frame-url.ts';
import { StampCanvas } from './stamp-canvas.tsx';
import styles from './stamps.module.css';
import { useFrame } from './use-frame.ts';

/** The three stamps of an alert, small, for the hover card. */
export function StampRow({ alertId }: { readonly alertId: string }) {
  const { facts } = useObjectPage();
  const { stretch, map } = useView();
  const { frame } = useFrame(frameUrl(facts.survey, facts.objectId, alertId));
  return (
    <div className={styles.small}>
      {stampKinds.map((kind) => {
        const plane = frame?.[kind] ?? null;
        return (
          <div key={kind} className={styles.tile}>
            {plane ? (
              <StampCanvas plane={plane} kind={kind} stretch={stretch} map={map} label={`${kind} stamp`} />
            ) : null}
          </div>
        );
      })}
    </div>
  );
}
