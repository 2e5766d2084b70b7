import { wordsOfLightcurve } from '#components/lightcurve/describe-words.ts';
import { curveOfView, figureOptionsOf, foldOfView } from '#components/lightcurve/figure-options.ts';
import { figureFromLightcurve } from '#components/lightcurve/lightcurve-figure.ts';
import { LowerDrawn } from '#components/lightcurve/lower-drawn.tsx';
import { packFigure, packLegend } from '#components/lightcurve/packed-figure.ts';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import type { AlertDetail, ObjectSummary } from '#domain/object/summary.ts';
import type { Survey } from '#domain/surveys/survey.ts';
import { bandSummaries } from './band-summary.ts';
import { headerWords } from './header-words.ts';
import { ObjectBody } from './object-body.tsx';
import type { ObjectFacts } from './object-context.tsx';
import { packAlertFacts, packGroups } from './packed-facts.ts';
import { textFromPage } from './page-text.ts';
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
  const { alertId, band, mjd, negative, facts: firstFacts } = selected ?? summary.latest;
  const drawn = curveOfView(curve, view, facts).curve;
  const options = {
    ...figureOptionsOf(view, facts, foldOfView(drawn, view.vPeriod)),
    selected: view.alert ?? facts.latestAlertId,
  };
  const figure = figureFromLightcurve(drawn, options);
  const { detections, limits, bad, forced } = summary.counts;
  const text = textFromPage({
    facts,
    query: queryFromView(view),
    simulated: summary.simulated,
    staleness: staleness ?? null,
    header: {
      summary: { objectId: summary.objectId, labels: summary.labels, constellation: summary.constellation },
      words: headerWords(summary),
      forms: writtenPositions(summary),
    },
    curve: { words: wordsOfLightcurve(curve), legend: packLegend(figure.legend), figure: packFigure(figure) },
    first: { alertId, band, mjd, negative },
    firstFacts: packAlertFacts(firstFacts),
    groups: packGroups(summary.groups),
    skyImagesUrl,
    alertCount: String(detections + limits + bad + forced),
    bands: bandSummaries(curve, survey.bands),
    analyses: summary.analyses,
    apiUrl,
  });
  return <ObjectBody text={text} lower={<LowerDrawn curve={drawn} view={view} options={options} x={figure.x} />} />;
}
