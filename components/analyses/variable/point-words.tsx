import type { LeftOut, PeriodQuantity } from '#domain/periodogram/period-points.ts';
import styles from '../kit/analysis.module.css';

export interface PointWordsProps {
  readonly left: LeftOut;
  readonly used: number;
  readonly others: number;
  readonly quantity: PeriodQuantity;
}

/** Which points were used, which were not, and why; and what time means here. */
export function PointWords({ left, used, others, quantity }: PointWordsProps) {
  const isOwn = quantity === 'dcmag' || quantity === 'dcflux';
  const missing = [
    left.hidden > 0 ? `${left.hidden} in bands that the legend of the light curve hides` : '',
    left.bad > 0 ? `${left.bad} of bad quality` : '',
    left.withoutReference > 0 ? `${left.withoutReference} without a flux of the reference` : '',
    left.withoutMagnitude > 0 ? `${left.withoutMagnitude} without a magnitude` : '',
  ].filter((words) => words !== '');
  return (
    <p className={styles.note}>
      {used} points of{' '}
      {isOwn ? 'the source itself, reference and difference together' : 'the difference to the reference'}
      {others > 0 ? `, ${others} of them laid over the light curve, with zero points of their own` : ''}.
      {missing.length > 0 ? ` Left out: ${missing.join(', ')}.` : ''} Times are those at the Sun (heliocentric, UTC).
    </p>
  );
}
