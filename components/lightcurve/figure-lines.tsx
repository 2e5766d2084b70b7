import styles from './figure-lines.module.css';
import { type Range, shareOf } from './figure-scale.ts';
import type { LightcurveFigure } from './lightcurve-figure.ts';

const place = (share: number): number => Math.round(share * 1e4) / 100;

/** A line through points, broken where a height is missing. */
function pathOf(xs: readonly number[], ys: readonly number[], { x, y }: { x: Range; y: Range }): string {
  let text = '';
  let isDown = false;
  for (let k = 0; k < xs.length; k++) {
    const value = ys[k] ?? Number.NaN;
    if (!Number.isFinite(value)) {
      isDown = false;
      continue;
    }
    text += `${isDown ? 'L' : 'M'}${place(shareOf(x, xs[k] ?? 0))} ${place(1 - shareOf(y, value))}`;
    isDown = true;
  }
  return text;
}

/** Lines behind the marks: levels of the reference, dashed, and fits. */
export function FigureLines({ figure, x, y }: { figure: LightcurveFigure; x: Range; y: Range }) {
  if (figure.levels.length + figure.models.length === 0) return null;
  return (
    <>
      <svg aria-hidden="true" viewBox="0 0 100 100" preserveAspectRatio="none">
        {figure.levels.map(({ band, y: at }) => (
          <path key={band} className={styles.level} data-band={band} d={`M0 ${place(1 - shareOf(y, at))}H100`} />
        ))}
        {figure.models.map((model) => (
          <path
            key={`${model.id} ${model.band}`}
            className={styles.model}
            data-band={model.band}
            data-model={model.id}
            d={pathOf(model.x, model.y, { x, y })}
          />
        ))}
      </svg>
      <LevelWords figure={figure} y={y} />
    </>
  );
}

/** Words on the lines; two that would touch share the left and the right end of their lines. */
function LevelWords({ figure: { levels }, y }: { figure: LightcurveFigure; y: Range }) {
  return (
    <g className={styles.words}>
      {levels.map(({ band, y: at, text }, index) => {
        const top = 1 - shareOf(y, at);
        if (!(top > 0.02 && top < 0.98)) return null;
        const isLeft = index % 2 === 0;
        return (
          <text
            key={band}
            data-band={band}
            x={isLeft ? '8' : '100%'}
            dx={isLeft ? undefined : -8}
            y={`${place(top)}%`}
            dy="-4"
            textAnchor={isLeft ? 'start' : 'end'}
          >
            {text}
          </text>
        );
      })}
    </g>
  );
}
