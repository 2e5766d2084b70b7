'use client';
import { useMemo } from 'react';
import { Chart } from '#components/chart/chart.tsx';
import type { Range } from '#components/lightcurve/figure-scale.ts';
import { useObjectPage } from '#components/object/object-context.tsx';
import { ProvenanceButton } from '#components/object/provenance.tsx';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { fixed } from '#domain/object/format-value.ts';
import styles from '../kit/analysis.module.css';
import { timeLines } from '../kit/time-lines.ts';
import { useSelection } from '../kit/use-selection.ts';
import { radarAxes, scoreText } from './radar-figure.ts';
import own from './score-charts.module.css';
import { ScoreRadar } from './score-radar.tsx';
import { type ScoreChart, scoreCharts } from './supernova-figure.ts';

export interface ScoreChartsProps {
  readonly curve: Lightcurve;
  readonly x: Range;
}

/** The scores of the selected alert as a shape, and every score by time, one small chart each, over the same time as the light curve. */
export function ScoreCharts({ curve, x }: ScoreChartsProps) {
  const { bands } = useObjectPage().facts;
  const { charts, missing } = useMemo(() => scoreCharts(curve, { bands, x }), [curve, bands, x]);
  const { row, rule, pick } = useSelection(curve);
  const axes = useMemo(() => radarAxes(curve, row), [curve, row]);
  return (
    <section className={styles.part} aria-labelledby="sn-scores">
      <h3 id="sn-scores">
        Scores <span>of each alert; dashed: from where on the broker takes it as a yes</span>
      </h3>
      {charts.length === 0 ? <p className={styles.note}>No score was computed for any alert of this object.</p> : null}
      <ScoreRadar axes={axes} />
      <div className={own.grid}>
        {charts.map((chart) => (
          <figure key={chart.column}>
            <figcaption>
              <ProvenanceButton subject={{ kind: 'score', column: chart.column, name: chart.label }}>
                {chart.label}
              </ProvenanceButton>
              <span>{valueText(curve, chart, row)}</span>
            </figcaption>
            <Chart
              title={chart.label}
              summary={`${chart.label}: ${fixed(chart.latest, 3)} at the latest alert that has it.`}
              x={{ ...x, title: '' }}
              y={{ ...chart.y, title: '' }}
              series={[...chart.all, ...rule]}
              height={110}
              readout={timeLines(chart.label, '', 3)}
              onPick={(point) => pick(chart.rowOf(point))}
            />
          </figure>
        ))}
      </div>
      {charts.some(({ states }) => states.includes('unclear')) ? (
        <p className={styles.note}>
          0 or not run: the broker writes 0 both where a random forest says no and where it did not run. Zeros of alerts
          with too few points for it are left out.
        </p>
      ) : null}
      {missing.length > 0 ? (
        <p className={styles.note}>{`Not computed for any alert: ${missing.join(', ')}.`}</p>
      ) : null}
    </section>
  );
}

function valueText({ scores }: Lightcurve, { column, states }: ScoreChart, row: number | undefined): string {
  const state = row === undefined ? undefined : states[row];
  if (row === undefined || state === undefined || state === 'absent') return '–';
  return scoreText(scores[column]?.[row], state);
}
