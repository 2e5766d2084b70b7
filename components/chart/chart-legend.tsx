import { markPath, markStyles } from '#components/lightcurve/marker-paths.ts';
import styles from './chart.module.css';
import type { ChartSeries } from './chart-series.ts';

/** Names of the series that have one, each with its mark: stands above or below a chart, never over its data. */
export function ChartLegend({ series }: { readonly series: readonly ChartSeries[] }) {
  return (
    <ul className={styles.legend}>
      {series.map((one) =>
        one.label === undefined ? null : (
          <li key={one.key} data-band={one.band} data-tone={one.band ? undefined : (one.tone ?? 'text-2')}>
            <svg width="16" height="12" viewBox="-8 -6 16 12" aria-hidden="true" data-mark="">
              <Sample one={one} />
            </svg>
            {one.label}
          </li>
        ),
      )}
    </ul>
  );
}

function Sample({ one }: { readonly one: ChartSeries }) {
  if (one.kind === 'marks') {
    const kind = one.mark ?? 'detection';
    const { fill, stroke } = markStyles[kind];
    const d = markPath(kind, one.band ?? 'g', one.marker ?? 'circle', 4);
    return <path className={styles.marks} data-fill={fill} data-stroke={stroke} d={d} />;
  }
  if (one.kind === 'line' || one.kind === 'rule') {
    const isDashed = one.kind === 'rule' ? one.dashed !== false : one.dashed;
    return (
      <path className={styles.line} strokeWidth="1.5" strokeDasharray={isDashed ? '4 3' : undefined} d="M-8 0H8" />
    );
  }
  const className = one.kind === 'bars' ? styles.bars : one.kind === 'span' ? styles.span : styles.area;
  return <rect className={className} x="-8" y="-4" width="16" height="8" />;
}
