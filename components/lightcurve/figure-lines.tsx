import styles from './figure-lines.module.css';
import { percent, percentNumber, type Range, shareOf } from './figure-scale.ts';
import type { LightcurveFigure } from './lightcurve-figure.ts';
import { brokenLine } from './line-path.ts';

/** Lines behind the marks: levels of the reference, dashed, and fits. */
export function FigureLines({ figure, x, y }: { figure: LightcurveFigure; x: Range; y: Range }) {
  if (figure.levels.length + figure.models.length === 0) return null;
  const at = (place: number, value: number) =>
    `${percentNumber(shareOf(x, place))} ${percentNumber(1 - shareOf(y, value))}`;
  return (
    <>
      <svg aria-hidden="true" viewBox="0 0 100 100" preserveAspectRatio="none">
        {figure.levels.map((level) => (
          <path
            key={level.band}
            className={styles.level}
            data-band={level.band}
            d={`M0 ${percentNumber(1 - shareOf(y, level.y))}H100`}
          />
        ))}
        {figure.models.map((model) => (
          <path
            key={`${model.id} ${model.band}`}
            className={styles.model}
            data-band={model.band}
            data-model={model.id}
            d={brokenLine(model.x, model.y, at)}
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
            y={percent(top)}
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
