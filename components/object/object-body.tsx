'use client';
// Not for state: as one client component a page travels as what it says, and not every element a second time.
import { type ReactNode, useMemo } from 'react';
import { FilmPlace } from '#components/cutouts/film/film-place.tsx';
import { StampsPanel } from '#components/cutouts/stamps-panel.tsx';
import { LightcurvePanel } from '#components/lightcurve/lightcurve-panel.tsx';
import { LightcurveSvg } from '#components/lightcurve/lightcurve-svg.tsx';
import { unpackLegend } from '#components/lightcurve/packed-figure.ts';
import { SkyPanel } from '#components/sky/sky-panel.tsx';
import { AlertsPanel } from '#components/tables/alerts-panel.tsx';
import { Strip } from '#components/ui/strip.tsx';
import type { AnalysisName } from '#domain/object/relevance.ts';
import { AlertFacts } from './alert-facts.tsx';
import { AnalysisPane } from './analysis-pane.tsx';
import { BandTable } from './band-table.tsx';
import { ContextPanel } from './context-panel.tsx';
import { FactGroups } from './fact-groups.tsx';
import { GetData } from './get-data.tsx';
import { ObjectProvider } from './object-context.tsx';
import { ObjectHeader } from './object-header.tsx';
import { ObjectTabs } from './object-tabs.tsx';
import styles from './object-view.module.css';
import { pageFromText } from './page-text.ts';

export interface ObjectBodyProps {
  /** An {@link ObjectPage} as text. */
  readonly text: string;
  /** Panels under the light curve. */
  readonly lower: ReactNode;
}

/** The analyses that make sense for the object, each behind its tab. */
function panesOf(analyses: readonly AnalysisName[]) {
  return Object.fromEntries(analyses.map((name) => [name, <AnalysisPane key={name} name={name} />]));
}

/** The panels of an object page, from what the server made of its numbers. */
export function ObjectBody({ text, lower }: ObjectBodyProps) {
  const page = useMemo(() => pageFromText(text), [text]);
  const { facts, query, staleness, curve, first } = page;
  const { timeScale } = facts;
  return (
    <ObjectProvider facts={facts} query={query}>
      {page.simulated ? (
        <Strip tone="plain" icon="flask">
          Simulated: this object belongs to the demo survey. Nothing here was seen in the sky.
        </Strip>
      ) : null}
      {staleness ? (
        <Strip tone="warn" icon="clock" action={<a href={query || '?'}>Check again</a>}>
          {staleness}
        </Strip>
      ) : null}
      <ObjectHeader {...page.header} timeScale={timeScale} />
      <div className={styles.columns}>
        <div className={styles.main}>
          <LightcurvePanel words={curve.words} legend={unpackLegend(curve.legend)} lower={lower}>
            <LightcurveSvg figure={curve.figure} />
          </LightcurvePanel>
          <FilmPlace />
          <StampsPanel first={first}>
            <AlertFacts alertId={first.alertId} facts={page.firstFacts} />
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
          {page.skyImagesUrl === undefined ? null : <SkyPanel imagesUrl={page.skyImagesUrl} />}
          <FactGroups groups={page.groups} />
        </aside>
      </div>
      <ObjectTabs
        counts={page.alertCount}
        panes={{
          ...panesOf(page.analyses),
          summary: <BandTable bands={page.bands} timeScale={timeScale} />,
          alerts: <AlertsPanel />,
          data: <GetData apiUrl={page.apiUrl} />,
        }}
      />
    </ObjectProvider>
  );
}
