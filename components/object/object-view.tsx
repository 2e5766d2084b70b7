import { FilmPlace } from '#components/cutouts/film/film-place.tsx';
import { StampsPanel } from '#components/cutouts/stamps-panel.tsx';
import { wordsOfLightcurve } from '#components/lightcurve/describe-words.ts';
import { curveOfView, figureOptionsOf, foldOfView } from '#components/lightcurve/figure-options.ts';
import { figureFromLightcurve } from '#components/lightcurve/lightcurve-figure.ts';
import { LightcurvePanel } from '#components/lightcurve/lightcurve-panel.tsx';
import { LightcurveSvg } from '#components/lightcurve/lightcurve-svg.tsx';
import { LowerDrawn } from '#components/lightcurve/lower-drawn.tsx';
import { packFigure } from '#components/lightcurve/packed-figure.ts';
import { SkyPanel } from '#components/sky/sky-panel.tsx';
import { AlertsPanel } from '#components/tables/alerts-panel.tsx';
import { Strip } from '#components/ui/strip.tsx';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import type { AnalysisName } from '#domain/object/relevance.ts';
import type { AlertDetail, ObjectSummary } from '#domain/object/summary.ts';
import type { Survey } from '#domain/surveys/survey.ts';
import { AlertFacts } from './alert-facts.tsx';
import { AnalysisPane } from './analysis-pane.tsx';
import { bandSummaries } from './band-summary.ts';
import { BandTable } from './band-table.tsx';
import { ContextPanel } from './context-panel.tsx';
import { FactGroups } from './fact-groups.tsx';
import { GetData } from './get-data.tsx';
import { headerWords } from './header-words.ts';
import { type ObjectFacts, ObjectProvider } from './object-context.tsx';
import { ObjectHeader } from './object-header.tsx';
import { ObjectTabs } from './object-tabs.tsx';
import styles from './object-view.module.css';
import { packFacts, packGroups } from './packed-facts.ts';
import { queryFromView, type ViewState } from './view-state.ts';
import { writtenPositions } from './written-positions.ts';

export interface ObjectViewProps {
  readonly survey: Survey;
  readonly summary: ObjectSummary;
  readonly curve: Lightcurve;
  readonly view: ViewState;
  /** The alert that the address selects; absent = the latest. */
  readonly selected?: AlertDetail;
  /** The survey's object API as people outside reach it. */
  readonly apiUrl: string;
  /** Server of sky images; absent: no sky view. */
  readonly skyImagesUrl?: string | undefined;
  /** Words for the age of an old answer; undefined when it is fresh. */
  readonly staleness?: string;
}

function factsOf(survey: Survey, summary: ObjectSummary): ObjectFacts {
  return {
    objectId: summary.objectId,
    survey: survey.id,
    bands: survey.bands,
    timeScale: survey.timeScale,
    defaultUnit: survey.photometry === 'magnitude' ? 'mag' : 'flux',
    noonUtcDays: survey.noonUtcDays,
    stamps: survey.stamps,
    observatory: survey.observatory,
    latestAlertId: summary.latest.alertId,
    raDeg: summary.raDeg,
    decDeg: summary.decDeg,
    solarSystemName: summary.solarSystemName,
    trackletName: summary.trackletName,
  };
}

/** The analyses that make sense for the object, each behind its tab. */
function panesOf(analyses: readonly AnalysisName[]) {
  return Object.fromEntries(analyses.map((name) => [name, <AnalysisPane key={name} name={name} />]));
}

/** A whole object page: identity, light curve, stamps, facts, tables. Readable, apart from stamps, without script. */
export function ObjectView({
  survey,
  summary,
  curve,
  view,
  selected,
  apiUrl,
  skyImagesUrl,
  staleness,
}: ObjectViewProps) {
  const facts = factsOf(survey, summary);
  const { bands, timeScale } = survey;
  const shown = selected ?? summary.latest;
  const drawn = curveOfView(curve, view, facts).curve;
  const options = {
    ...figureOptionsOf(view, facts, foldOfView(drawn, view.vPeriod)),
    selected: view.alert ?? facts.latestAlertId,
  };
  const figure = figureFromLightcurve(drawn, options);
  const { detections, limits, bad, forced } = summary.counts;
  return (
    <ObjectProvider facts={facts} view={view}>
      {summary.simulated ? (
        <Strip tone="plain" icon="flask">
          Simulated: this object belongs to the demo survey. Nothing here was seen in the sky.
        </Strip>
      ) : null}
      {staleness ? (
        <Strip tone="warn" icon="clock" action={<a href={queryFromView(view) || '?'}>Check again</a>}>
          {staleness}
        </Strip>
      ) : null}
      <ObjectHeader
        summary={{ objectId: summary.objectId, labels: summary.labels, constellation: summary.constellation }}
        words={headerWords(summary)}
        forms={writtenPositions(summary)}
        timeScale={timeScale}
      />
      <div className={styles.columns}>
        <div className={styles.main}>
          <LightcurvePanel
            words={wordsOfLightcurve(curve)}
            legend={figure.legend}
            lower={<LowerDrawn curve={drawn} view={view} options={options} x={figure.x} />}
          >
            <LightcurveSvg figure={packFigure(figure)} />
          </LightcurvePanel>
          <FilmPlace />
          <StampsPanel first={{ alertId: shown.alertId, band: shown.band, mjd: shown.mjd, negative: shown.negative }}>
            <AlertFacts alertId={shown.alertId} facts={packFacts(shown.facts)} />
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
          {skyImagesUrl === undefined ? null : <SkyPanel imagesUrl={skyImagesUrl} />}
          <FactGroups groups={packGroups(summary.groups)} />
        </aside>
      </div>
      <ObjectTabs
        counts={String(detections + limits + bad + forced)}
        panes={{
          ...panesOf(summary.analyses),
          summary: <BandTable bands={bandSummaries(curve, bands)} timeScale={timeScale} />,
          alerts: <AlertsPanel />,
          data: <GetData apiUrl={apiUrl} />,
        }}
      />
    </ObjectProvider>
  );
}
