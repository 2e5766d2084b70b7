import { curveOfView, figureOptionsOf } from '#components/lightcurve/figure-options.ts';
import { figureFromLightcurve } from '#components/lightcurve/lightcurve-figure.ts';
import panel from '#components/lightcurve/lightcurve-panel.module.css';
import { LightcurveSvg } from '#components/lightcurve/lightcurve-svg.tsx';
import { packFigure } from '#components/lightcurve/packed-figure.ts';
import { positionText } from '#domain/coordinates/position-text.ts';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import type { ObjectSummary } from '#domain/object/summary.ts';
import type { Survey } from '#domain/surveys/survey.ts';
import styles from './embedded-curve.module.css';
import type { ViewState } from './view-state.ts';

export interface EmbeddedCurveProps {
  readonly survey: Survey;
  readonly summary: ObjectSummary;
  readonly curve: Lightcurve;
  readonly view: ViewState;
  readonly href: string;
}

/** Identifier, light curve and where it comes from; a picture without script. */
export function EmbeddedCurve({ survey, summary, curve, view, href }: EmbeddedCurveProps) {
  const facts = {
    bands: survey.bands,
    timeScale: survey.timeScale,
    defaultUnit: survey.photometry === 'magnitude' ? 'mag' : 'flux',
    noonUtcDays: survey.noonUtcDays,
  } as const;
  const figure = figureFromLightcurve(curveOfView(curve, view, facts).curve, {
    ...figureOptionsOf(view, facts),
    selected: view.alert ?? undefined,
  });
  return (
    <article className={styles.embed} data-embed="">
      <header>
        <h1>
          <a href={href} target="_top">
            {summary.objectId}
          </a>
        </h1>
        <span>{positionText(summary, 'hms')}</span>
        <span>{summary.labels[0]?.text}</span>
        {summary.simulated ? <b>simulated</b> : null}
      </header>
      <div className={panel.box}>
        <LightcurveSvg figure={packFigure(figure)} />
      </div>
      <footer>{survey.name} alerts through Fink</footer>
    </article>
  );
}
