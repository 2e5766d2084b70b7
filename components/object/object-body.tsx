'use client';
// Not for state: as one client component a page travels as what it says, and not every element a second time.
import type { ReactNode } from 'react';
import type { Epoch } from '#components/cutouts/epoch.ts';
import { FilmPlace } from '#components/cutouts/film/film-place.tsx';
import { StampsPanel } from '#components/cutouts/stamps-panel.tsx';
import type { LegendEntry } from '#components/lightcurve/figure-legend.ts';
import { LightcurvePanel } from '#components/lightcurve/lightcurve-panel.tsx';
import { LightcurveSvg } from '#components/lightcurve/lightcurve-svg.tsx';
import type { PackedFigure } from '#components/lightcurve/packed-figure.ts';
import { SkyPanel } from '#components/sky/sky-panel.tsx';
import { AlertsPanel } from '#components/tables/alerts-panel.tsx';
import { Strip } from '#components/ui/strip.tsx';
import type { AnalysisName } from '#domain/object/relevance.ts';
import { AlertFacts } from './alert-facts.tsx';
import { AnalysisPane } from './analysis-pane.tsx';
import type { BandSummary } from './band-summary.ts';
import { BandTable } from './band-table.tsx';
import { ContextPanel } from './context-panel.tsx';
import { FactGroups } from './fact-groups.tsx';
import { GetData } from './get-data.tsx';
import { type ObjectFacts, ObjectProvider } from './object-context.tsx';
import { ObjectHeader, type ObjectHeaderProps } from './object-header.tsx';
import { ObjectTabs } from './object-tabs.tsx';
import styles from './object-view.module.css';
import type { PackedFact, PackedGroup } from './packed-facts.ts';

export interface ObjectBodyProps {
  readonly facts: ObjectFacts;
  /** The view as its address says it: `` or `?…`. */
  readonly query: string;
  readonly simulated: boolean;
  readonly staleness: string | null;
  readonly header: Omit<ObjectHeaderProps, 'timeScale'>;
  readonly curve: {
    /** What it does, in a sentence. */
    readonly words: string;
    readonly legend: readonly LegendEntry[];
    readonly figure: PackedFigure;
    /** Panels under it. */
    readonly lower: ReactNode;
  };
  /** The alert that the page opens with, and its facts. */
  readonly first: Epoch;
  readonly firstFacts: readonly PackedFact[];
  readonly groups: readonly PackedGroup[];
  readonly skyImagesUrl: string | undefined;
  readonly alertCount: string;
  readonly bands: readonly BandSummary[];
  readonly analyses: readonly AnalysisName[];
  readonly apiUrl: string;
}

/** The analyses that make sense for the object, each behind its tab. */
function panesOf(analyses: readonly AnalysisName[]) {
  return Object.fromEntries(analyses.map((name) => [name, <AnalysisPane key={name} name={name} />]));
}

/** The panels of an object page, from what the server made of its numbers. */
export function ObjectBody(props: ObjectBodyProps) {
  const { facts, query, staleness, curve, first } = props;
  const { timeScale } = facts;
  return (
    <ObjectProvider facts={facts} query={query}>
      {props.simulated ? (
        <Strip tone="plain" icon="flask">
          Simulated: this object belongs to the demo survey. Nothing here was seen in the sky.
        </Strip>
      ) : null}
      {staleness ? (
        <Strip tone="warn" icon="clock" action={<a href={query || '?'}>Check again</a>}>
          {staleness}
        </Strip>
      ) : null}
      <ObjectHeader {...props.header} timeScale={timeScale} />
      <div className={styles.columns}>
        <div className={styles.main}>
          <LightcurvePanel words={curve.words} legend={curve.legend} lower={curve.lower}>
            <LightcurveSvg figure={curve.figure} />
          </LightcurvePanel>
          <FilmPlace />
          <StampsPanel first={first}>
            <AlertFacts alertId={first.alertId} facts={props.firstFacts} />
          </StampsPanel>
          <noscript>
            <p className={styles.noscript}>
              Stamps are drawn in the browser and need JavaScript; the FITS links work without.
            </p>
          </noscript>
          <div className={styles.else}>
            <ContextPanel />
          </div>
        </div>
        <aside className={styles.aside} aria-label="Facts">
          {props.skyImagesUrl === undefined ? null : <SkyPanel imagesUrl={props.skyImagesUrl} />}
          <FactGroups groups={props.groups} />
        </aside>
      </div>
      <ObjectTabs
        counts={props.alertCount}
        panes={{
          ...panesOf(props.analyses),
          summary: <BandTable bands={props.bands} timeScale={timeScale} />,
          alerts: <AlertsPanel />,
          data: <GetData apiUrl={props.apiUrl} />,
        }}
      />
    </ObjectProvider>
  );
}
