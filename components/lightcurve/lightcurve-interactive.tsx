'use client';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import { useObjectPage, useSelectedAlertId, useView } from '#components/object/object-context.tsx';
import { Queries } from '#components/trpc/query-client.tsx';
import { wordsOfFailure } from '#components/trpc/query-rules.ts';
import { controlStyles } from '#components/ui/control.tsx';
import { Strip } from '#components/ui/strip.tsx';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { FigureFrame } from './figure-frame.tsx';
import { FigureMarks } from './figure-marks.tsx';
import { HoverCard } from './hover-card.tsx';
import { figureFromLightcurve } from './lightcurve-figure.ts';
import styles from './lightcurve-panel.module.css';
import { type HoveredPoint, LightcurvePlot, type Zoom } from './lightcurve-plot.tsx';
import { lightcurveQuery } from './lightcurve-query.ts';

/** From the server's drawing to the living one: first the same SVG from the data, then Plotly's marks in the same frame. */
export function LightcurveInteractive({ children }: { readonly children: ReactNode }) {
  return (
    <Queries>
      <Curve>{children}</Curve>
    </Queries>
  );
}

function Curve({ children }: { readonly children: ReactNode }) {
  const { facts } = useObjectPage();
  const { data, error, isFetching, refetch } = useQuery(lightcurveQuery(facts));
  if (data) return <LivingCurve curve={data} />;
  if (error === null || isFetching) return children;
  return (
    <>
      {children}
      <Failure
        what={`The numbers behind this curve did not arrive: ${wordsOfFailure(error)}.`}
        onRetry={() => void refetch()}
      />
    </>
  );
}

function Failure({ what, onRetry }: { what: string; onRetry: () => void }) {
  return (
    <div className={styles.over}>
      <Strip
        tone="bad"
        action={
          <button type="button" className={controlStyles.outlined} onClick={onRetry}>
            Try again
          </button>
        }
      >
        {what}
      </Strip>
    </div>
  );
}

function LivingCurve({ curve }: { curve: Lightcurve }) {
  const { facts, view: store } = useObjectPage();
  const view = useView();
  const selected = useSelectedAlertId();
  const [ready, setReady] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [hovered, setHovered] = useState<HoveredPoint | null>(null);
  const [zoom, setZoom] = useState<Zoom | null>(null);
  const unit = view.unit ?? facts.defaultUnit;
  const options = { unit, bands: facts.bands, timeScale: facts.timeScale } as const;
  // biome-ignore lint/correctness/useExhaustiveDependencies: bands and time scale never change on a page
  const marks = useMemo(
    () => figureFromLightcurve(curve, { ...options, hidden: new Set(view.hidden) }),
    [curve, unit, view.hidden],
  );
  const figure = figureFromLightcurve(curve, { ...options, hidden: new Set(view.hidden), selected });
  return (
    <>
      <FigureFrame figure={figure} zoom={zoom ?? undefined}>
        {ready ? null : <FigureMarks figure={marks} />}
      </FigureFrame>
      <LightcurvePlot
        key={`${attempt}`}
        figure={marks}
        bands={facts.bands}
        onReady={() => {
          setReady(true);
          performance.mark('plot-ready');
        }}
        onFailed={setFailure}
        onSelect={(row) => {
          const alertId = curve.alertId[row];
          if (alertId) store.set({ alert: alertId === facts.latestAlertId ? null : alertId });
        }}
        onHover={setHovered}
        onZoom={setZoom}
      />
      {hovered ? <HoverCard curve={curve} point={hovered} timeScale={facts.timeScale} /> : null}
      {failure ? (
        <Failure
          what={`The interactive plot did not load (${failure}); the curve stays as it is.`}
          onRetry={() => {
            setFailure(null);
            setAttempt(attempt + 1);
          }}
        />
      ) : null}
    </>
  );
}
