'use client';
import { MiniTriplet } from '#components/cutouts/mini-triplet.tsx';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { apparentMag } from '#domain/photometry/apparent.ts';
import { dateFromMjd, textFromNumber } from './axis-ticks.ts';
import { referenceOfCurve } from './curve-reference.ts';
import styles from './hover-card.module.css';
import { textFromMeasurement } from './measurement-text.ts';
import type { FoundPoint } from './point-grid.ts';
import { pointText } from './point-words.ts';

export interface HoverCardProps {
  readonly curve: Lightcurve;
  readonly point: FoundPoint;
  readonly timeScale: string;
  /** How many measurements the point is the mean of. */
  readonly members?: number;
}

const cardWidth = 236;
const kinds = { detection: 'PSF', limit: 'Limit 5σ', bad: 'PSF, bad quality', forced: 'Forced' } as const;

/** What one point says: value, flux, S/N and its three stamps. Lies over the plot and moves nothing. */
export function HoverCard({ curve, point: { row, left, top }, timeScale, members = 1 }: HoverCardProps) {
  const band = curve.band[row] ?? 'g';
  const kind = curve.kind[row] ?? 'detection';
  const [flux, error] = [curve.flux[row] ?? Number.NaN, curve.fluxErr[row] ?? Number.NaN];
  const alertId = curve.alertId[row];
  const place = (element: HTMLDivElement | null) => {
    if (!element) return;
    const room = element.parentElement?.clientWidth ?? 0;
    const x = Math.min(left + 14, room - cardWidth - 2);
    element.style.left = `${Math.max(0, x)}px`;
    element.style.top = `${top + (x < left + 14 ? 42 : 14)}px`;
  };
  return (
    <div ref={place} className={styles.card} data-band={band}>
      <p>
        <span>
          {dateFromMjd(curve.mjd[row] ?? Number.NaN)} {timeScale}
        </span>
        <span>{(curve.mjd[row] ?? Number.NaN).toFixed(4)}</span>
      </p>
      <p>
        <span>
          {kinds[kind]}, {band}
          {curve.negative[row] ? ', negative' : ''}
          {members > 1 ? `, ${members} in a night` : ''}
        </span>
        <b>{pointText(curve, row)}</b>
      </p>
      {Number.isFinite(flux) ? (
        <p>
          <span>Flux · S/N</span>
          <span>
            {textFromMeasurement(flux, error)} µJy · {textFromNumber(Math.abs(flux) / error, 1)}
          </span>
        </p>
      ) : null}
      <Apparent curve={curve} row={row} />
      {alertId ? <MiniTriplet survey={curve.survey} objectId={curve.objectId} alertId={alertId} /> : null}
    </div>
  );
}

/** The source as it shines, where the reference tells. */
function Apparent({ curve, row }: { curve: Lightcurve; row: number }) {
  const [value, error] = [curve.totalFlux[row] ?? Number.NaN, curve.totalFluxErr[row] ?? Number.NaN];
  if (!Number.isFinite(value) || referenceOfCurve(curve).isSource === false) return null;
  const mag = apparentMag({ value, error });
  return (
    <p>
      <span>Apparent</span>
      <span>
        {typeof mag === 'string'
          ? `${textFromMeasurement(value, error)} µJy`
          : `${textFromMeasurement(mag.value, mag.error)} mag`}
      </span>
    </p>
  );
}
