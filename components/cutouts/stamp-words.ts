import type { StampFrame } from '#domain/stamps/frame.ts';
import type { StampKind } from '#domain/stamps/locator.ts';
import type { SurveyStamps } from '#domain/surveys/survey.ts';
import { pixelScaleArcsec } from './compass.ts';
import type { Epoch } from './epoch.ts';
import type { StampSign } from './sign.ts';

/** `2021-11-12 07:22`, of days. */
export function minuteFromMjd(mjd: number): string {
  if (!Number.isFinite(mjd)) return '';
  const text = new Date(Math.round((mjd - 40_587) * 1440) * 60_000).toISOString();
  return `${text.slice(0, 10)} ${text.slice(11, 16)}`;
}

/** What stands under a stamp, at the right. */
export function captionOf(kind: StampKind, frame: StampFrame, epoch: Epoch | undefined, sign: StampSign): string {
  const plane = frame[kind];
  if (!plane) return '';
  if (kind === 'Science' && epoch) return `${epoch.band} · ${minuteFromMjd(epoch.mjd).slice(5)}`;
  if (kind === 'Difference' && sign.words) return sign.words;
  return `${plane.width} × ${plane.height} px`;
}

/** Scale and place of the alert, and who says so: the line under the stamps. */
export function scaleWords(frame: StampFrame, { scaleArcsec }: SurveyStamps): string {
  const plane = frame.Science ?? frame.Difference ?? frame.Template;
  if (!plane) return '';
  const size = `${plane.width} × ${plane.height} px`;
  const scale = pixelScaleArcsec(plane.wcs, scaleArcsec).toFixed(plane.wcs ? 3 : 2);
  return plane.wcs
    ? `${size} of ${scale}″, orientation and scale from the WCS`
    : `${size} of ${scale}″ (nominal), the alert at the centre, no orientation`;
}
