'use client';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, Suspense, useDeferredValue, useEffect, useMemo, useState } from 'react';
import { publishFilmAxis } from '#components/cutouts/film/film-axis.ts';
import { useObjectPage, useSelectAlert, useSelectedAlertId, useView } from '#components/object/object-context.tsx';
import { Queries } from '#components/trpc/query-client.tsx';
import { wordsOfFailure } from '#components/trpc/query-rules.ts';
import { lazyPart } from '#components/ui/lazy-part.tsx';
import { RetryButton } from '#components/ui/retry-button.tsx';
import { Strip } from '#components/ui/strip.tsx';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { FigureFrame } from './figure-frame.tsx';
import { FigureMarks } from './figure-marks.tsx';
import { HoverCard } from './hover-card.tsx';
import type { LegendWords } from './legend.tsx';
import styles from './lightcurve-panel.module.css';
import { LightcurvePlot } from './lightcurve-plot.tsx';
import { lightcurveQuery } from './lightcurve-query.ts';
import { LowerPanels } from './lower-panels.tsx';
import { pinnedAfter } from './pinned-epochs.ts';
import { PinnedTray } from './pinned-tray.tsx';
import type { Zoom } from './plot-surface.ts';
import type { FoundPoint } from './point-grid.ts';
import { useLivingFigure } from './use-living-figure.ts';
import { zoomToView } from './zoom-view.ts';

const OverlayLoader = lazyPart(
  async () => (await import('./overlays/overlay-loader.tsx')).OverlayLoader,
  'The other surveys did not arrive.',
);

export interface LightcurveInteractiveProps {
  /** The server's SVG. */
  readonly children: ReactNode;
  /** The server's panels under it. */
  readonly lower: ReactNode;
  /** What the legend says now. */
  readonly onLegend: (legend: LegendWords) => void;
}

/** From the server's drawing to the living one: first the same SVG from the data, then Plotly's marks in the same frame. */
export function LightcurveInteractive(props: LightcurveInteractiveProps) {
  return (
    <Queries>
      <Curve {...props} />
    </Queries>
  );
}

function Curve({ children, lower, onLegend }: LightcurveInteractiveProps) {
  const { facts } = useObjectPage();
  const { data, error, isFetching, refetch } = useQuery(lightcurveQuery(facts));
  // Deferred, the living curve is rendered in small steps; an answer that comes is else one long task.
  const curve = useDeferredValue(data);
  if (curve) return <LivingCurve curve={curve} onLegend={onLegend} />;
  const failed = error !== null && !isFetching;
  return (
    <>
      <div className={styles.box}>
        {children}
        {failed ? (
          <Failure
            what={`The numbers behind this curve did not arrive: ${wordsOfFailure(error)}.`}
            onRetry={() => void refetch()}
          />
        ) : null}
      </div>
      {lower}
    </>
  );
}

function Failure({ what, onRetry }: { what: string; onRetry: () => void }) {
  return (
    <div className={styles.over}>
      <Strip tone="bad" action={<RetryButton look="outlined" onRetry={onRetry} />}>
        {what}
      </Strip>
    </div>
  );
}

/** Clicking selects; with Shift, Ctrl or ⌘ the epoch is kept beside the selected one, or let go. */
function useEpochClick(curve: Lightcurve) {
  const { view: store } = useObjectPage();
  const select = useSelectAlert();
  return (row: number, keep: boolean) => {
    const alertId = curve.alertId[row];
    if (!alertId) return;
    if (keep) store.set({ pinned: pinnedAfter(store.get().pinned, alertId) });
    else select(alertId);
  };
}

/** A plot whose code did not arrive is asked for anew, as another component. */
function usePlotAttempts() {
  const [failure, onFailed] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const again = () => {
    onFailed(null);
    setAttempt(attempt + 1);
  };
  return { attempt, failure, onFailed, again };
}

/** Other surveys' curves; their code is asked for with the first that is chosen. */
function ChosenOverlays() {
  const { overlays } = useView();
  if (overlays.length === 0) return null;
  return (
    <Suspense fallback={null}>
      <OverlayLoader />
    </Suspense>
  );
}

function LivingCurve({ curve: all, onLegend }: { curve: Lightcurve; onLegend: (legend: LegendWords) => void }) {
  const { facts, view: store } = useObjectPage();
  const view = useView();
  const selected = useSelectedAlertId();
  const { curve, members, options, marks } = useLivingFigure(all);
  const [ready, setReady] = useState(false);
  const { attempt, failure, onFailed, again } = usePlotAttempts();
  const [hovered, setHovered] = useState<FoundPoint | null>(null);
  const [moving, setMoving] = useState<Zoom | null>(null);
  const figure = useMemo(() => marks.withEpochs(selected, view.pinned), [marks, selected, view.pinned]);
  useEffect(() => onLegend(marks.figure), [marks, onLegend]);
  useEffect(() => publishFilmAxis(all, marks.figure), [all, marks]);
  const select = useEpochClick(curve);
  // A row of another unit or night is not the one under the pointer.
  // biome-ignore lint/correctness/useExhaustiveDependencies: forgotten whenever the figure is another
  useEffect(() => setHovered(null), [marks]);
  return (
    <>
      <div className={styles.box}>
        <FigureFrame figure={figure} zoom={moving ?? undefined}>
          {ready ? null : <FigureMarks figure={marks.figure} />}
        </FigureFrame>
        <LightcurvePlot
          key={`${attempt}`}
          figure={marks.figure}
          bands={facts.bands}
          onReady={() => {
            setReady(true);
            performance.mark('plot-ready');
          }}
          onFailed={onFailed}
          onSelect={select}
          onHover={setHovered}
          onMove={setMoving}
          onZoom={(zoom) => store.set(zoomToView(zoom, marks.figure, store.get()))}
        />
        {hovered && !moving ? (
          <HoverCard
            curve={curve}
            point={hovered}
            timeScale={facts.timeScale}
            members={members?.[hovered.row]?.length}
          />
        ) : null}
        {failure ? (
          <Failure what={`The interactive plot did not load (${failure}); the curve stays as it is.`} onRetry={again} />
        ) : null}
      </div>
      <ChosenOverlays />
      <PinnedTray curve={all} pinned={view.pinned} />
      <LowerPanels curve={curve} figure={marks.figure} options={options} moving={moving} />
    </>
  );
}
