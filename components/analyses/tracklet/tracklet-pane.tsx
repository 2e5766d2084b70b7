'use client';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Chart } from '#components/chart/chart.tsx';
import { ChartLegend } from '#components/chart/chart-legend.tsx';
import { extentOf } from '#components/chart/chart-scale.ts';
import { useObjectPage } from '#components/object/object-context.tsx';
import type { TrackletPoint } from '#components/trpc/answers.ts';
import { cancelled, portalTrpc } from '#components/trpc/portal-trpc.ts';
import { Queries } from '#components/trpc/query-client.tsx';
import { wordsOfFailure } from '#components/trpc/query-rules.ts';
import { Message } from '#components/ui/message.tsx';
import { RetryButton } from '#components/ui/retry-button.tsx';
import sections from '#components/ui/section.module.css';
import { motionOf } from '#domain/astrometry/motion.ts';
import kit from '../kit/analysis.module.css';
import { bandSeries } from '../kit/band-series.ts';
import { minutesAfter, motionWords, trackPoints, trackRange } from './tracklet-figure.ts';
import { TrackletTable } from './tracklet-table.tsx';

/** The tracklet that an object belongs to: its alerts, their motion and their light. */
export default function TrackletPane() {
  return (
    <Queries>
      <TrackletScreen />
    </Queries>
  );
}

function TrackletScreen() {
  const name = useObjectPage().facts.trackletName ?? '';
  const { data, error, isFetching, refetch } = useQuery({
    ...portalTrpc().tracklet.queryOptions({ name }, cancelled),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (data?.length === 0)
    return (
      <Message title={`No alerts under ${name}`}>
        The object API keeps none in its table of tracklets; the alerts of this page carry the name.
      </Message>
    );
  if (data) return <Tracklet name={name} points={data} />;
  if (error && !isFetching)
    return (
      <Message
        title={`The alerts of ${name} did not arrive`}
        detail={wordsOfFailure(error)}
        actions={<RetryButton look="outlined" onRetry={refetch} />}
      >
        The object API keeps them in a table of their own. The rest of the page does not need it.
      </Message>
    );
  return <div className={kit.waiting} role="status" aria-label="The tracklet is loading" />;
}

interface TrackletProps {
  readonly name: string;
  readonly points: readonly TrackletPoint[];
}

function Tracklet({ name, points }: TrackletProps) {
  const motion = useMemo(() => motionOf(points), [points]);
  return (
    <>
      <div className={sections.bar}>
        <h2>{name}</h2>
        <p className={kit.quiet}>{motionWords(points, motion)}</p>
      </div>
      <div className={kit.pair}>
        <Magnitudes points={points} />
        <Track points={points} />
      </div>
      <TrackletTable points={points} />
    </>
  );
}

function Magnitudes({ points }: { readonly points: readonly TrackletPoint[] }) {
  const { bands } = useObjectPage().facts;
  const minutes = useMemo(() => minutesAfter(points), [points]);
  const { series } = useMemo(
    () =>
      bandSeries(
        points.map(({ band, mag, magErr }, row) => ({
          row,
          band,
          x: minutes[row] ?? 0,
          y: mag ?? Number.NaN,
          error: magErr ?? 0,
        })),
        { bands, named: true },
      ),
    [points, minutes, bands],
  );
  const magnitudes = points.map(({ mag }) => mag ?? Number.NaN);
  return (
    <div className={kit.charts}>
      <Chart
        title="Magnitude over time"
        summary={`${points.length} magnitudes over ${Math.max(...minutes).toFixed(1)} minutes.`}
        x={{ title: 'Minutes after the first', ...extentOf(minutes, { least: 0.5 }) }}
        y={{ title: 'Difference magnitude (AB)', ...extentOf(magnitudes, { reversed: true, least: 0.8 }) }}
        series={series}
        height={300}
      />
      <ChartLegend series={series} />
    </div>
  );
}

function Track({ points }: { readonly points: readonly TrackletPoint[] }) {
  const minutes = useMemo(() => minutesAfter(points), [points]);
  const track = useMemo(() => trackPoints(points), [points]);
  const { x, y } = trackRange(track);
  const last = Math.max(...minutes, 1e-9);
  return (
    <div className={kit.charts}>
      <Chart
        title="Positions"
        summary={`${points.length} positions relative to the first; east is at the left.`}
        x={{ title: 'ΔRA cos Dec (″)', ...x }}
        y={{ title: 'ΔDec (″)', ...y }}
        series={[
          {
            kind: 'line',
            key: 'way',
            x: track.map((at) => at.x),
            y: track.map((at) => at.y),
            tone: 'text-3',
            width: 1,
          },
        ]}
        height={300}
        equal
        readout={({ index: row }) => {
          return [points[row]?.objectId ?? '', `${(minutes[row] ?? 0).toFixed(2)} min after the first`];
        }}
        overlay={(place) =>
          track.map((at, row) => (
            <circle
              key={points[row]?.alertId}
              cx={place.left(at.x)}
              cy={place.top(at.y)}
              r={4}
              fill={`color-mix(in srgb, var(--text) ${Math.round(15 + (85 * (minutes[row] ?? 0)) / last)}%, var(--plot-bg))`}
              stroke="var(--text)"
            />
          ))
        }
      />
      <p className={kit.quiet}>The fuller a point, the later it was seen.</p>
    </div>
  );
}
