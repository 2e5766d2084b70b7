import { useMemo } from 'react';
import { Chart } from '#components/chart/chart.tsx';
import { ChartLegend } from '#components/chart/chart-legend.tsx';
import { bestWindow } from '#domain/observability/best-window.ts';
import { dateAfter } from '#domain/observability/civil-time.ts';
import { moonPhase } from '#domain/observability/moon-phase.ts';
import type { Night } from '#domain/observability/night.ts';
import { nightTrack, type Scene } from '#domain/observability/night-track.ts';
import type { Span } from '#domain/observability/roots.ts';
import { nightFigure, nightReadout } from './night-figure.ts';
import { nightSentences, zoneWords } from './night-words.ts';
import styles from './observability.module.css';
import { PolarSky } from './polar-sky.tsx';

export interface NightViewProps {
  readonly scene: Scene;
  readonly night: Night;
  /** The time that the charts of all sites show. */
  readonly shown: Span;
  readonly minAltDeg: number;
  /** Now, where it is inside; drawn as a line. */
  readonly nowMs: number;
  readonly isAlone: boolean;
}

/** One night at one site: in words, as elevations, and as ways over the sky. */
export function NightView({ scene, night, shown, minAltDeg, nowMs, isAlone }: NightViewProps) {
  const { site, path } = scene;
  const drawn = useMemo(() => {
    const window = bestWindow(night, scene, minAltDeg);
    const data = { site, night, track: nightTrack(shown, scene), best: window.span };
    const moon = moonPhase(path.at(window.highest.ms));
    const figure = nightFigure(data, shown, minAltDeg);
    return { data, figure, moon, words: nightSentences({ site, night, window, moon }, minAltDeg) };
  }, [scene, site, path, night, shown, minAltDeg]);
  const { data, figure, moon, words } = drawn;
  const isNow = nowMs > shown.fromMs && nowMs < shown.toMs;
  const series = useMemo(
    () =>
      isNow
        ? [...figure.series, { kind: 'rule', key: 'now', axis: 'x', at: nowMs, tone: 'accent', text: 'now' } as const]
        : figure.series,
    [figure, isNow, nowMs],
  );
  const [best, ...others] = words;
  return (
    <section className={styles.site} aria-label={site.name}>
      <header className={styles.words}>
        <h3>{site.name}</h3>
        <span className={styles.quiet}>
          {night.date} to {dateAfter(night.date, 1).slice(5)}, {zoneWords(night, site)}
        </span>
        <p>
          <b>{best}</b> {others.join(' ')}
        </p>
      </header>
      <div className={styles.night}>
        <div className={styles.elevation}>
          <Chart
            title={`Elevation at ${site.name}`}
            summary={words.join(' ')}
            x={figure.x}
            y={figure.y}
            series={series}
            height={isAlone ? 312 : 240}
            readout={(point) => nightReadout(point, data, moon.illumination)}
          />
          <ChartLegend series={figure.series} />
        </div>
        <figure className={styles.sky}>
          <PolarSky
            night={night}
            track={data.track}
            best={data.best}
            label={`Sky of ${site.name}: the way of target and Moon, north up, east at the right.`}
          />
          <figcaption>Hours in UTC; dashed: the Moon</figcaption>
        </figure>
      </div>
    </section>
  );
}
