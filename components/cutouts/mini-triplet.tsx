'use client';
import { useView } from '#components/object/object-context.tsx';
import { stampKinds } from '#domain/stamps/locator.ts';
import type { SurveyId } from '#domain/surveys/survey.ts';
import { frameUrl } from './frame-url.ts';
import { StampCanvas } from './stamp-canvas.tsx';
import styles from './stamps.module.css';
import { useFrame } from './use-frame.ts';
import { useSign } from './use-sign.ts';

export interface MiniTripletProps {
  readonly survey: SurveyId;
  readonly objectId: string;
  readonly alertId: string;
}

/** The three stamps of an alert, small, for hover cards. Looks as the stamps of the page do. */
export function MiniTriplet({ survey, objectId, alertId }: MiniTripletProps) {
  const { stretch, map, cuts } = useView();
  const { frame, error } = useFrame(frameUrl(survey, objectId, alertId));
  const sign = useSign(alertId).sign;
  const percent = cuts && { low: cuts.from, high: cuts.to };
  if (error) return <p className={styles.smallNote}>No stamps of this alert.</p>;
  return (
    <div className={styles.small} data-triplet={alertId}>
      {stampKinds.map((kind) => {
        const plane = frame?.[kind] ?? null;
        return (
          <div key={kind} className={styles.tile}>
            {plane ? (
              <StampCanvas plane={plane} kind={kind} looks={{ stretch, map, percent, sign }} label={`${kind} stamp`} />
            ) : null}
          </div>
        );
      })}
    </div>
  );
}
