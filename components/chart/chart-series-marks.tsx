import { memo, useId } from 'react';
import { markPath, markStyles } from '#components/lightcurve/marker-paths.ts';
import styles from './chart.module.css';
import { type ChartPlace, linePath, tenth } from './chart-geometry.ts';
import type { AreaSeries, BarSeries, ChartSeries, MarkSeries, RuleSeries, SpanSeries } from './chart-series.ts';

export interface SeriesMarksProps {
  readonly series: readonly ChartSeries[];
  readonly place: ChartPlace;
}

/** All series of a chart. Does nothing anew while the same series lie in the same place: hovering and dragging stay cheap. */
export function SeriesMarks({ series, place }: SeriesMarksProps) {
  return (
    <>
      {series.map((one) => (
        <One key={one.key} one={one} place={place} />
      ))}
    </>
  );
}

const One = memo(function One({ one, place }: { readonly one: ChartSeries; readonly place: ChartPlace }) {
  return (
    <g
      data-series={one.key}
      data-band={one.band}
      data-mark=""
      data-tone={one.band ? undefined : (one.tone ?? 'text-2')}
    >
      <Drawn one={one} place={place} />
    </g>
  );
});

function Drawn({ one, place }: { readonly one: ChartSeries; readonly place: ChartPlace }) {
  switch (one.kind) {
    case 'line':
      return (
        <path
          className={styles.line}
          d={linePath(one.x, one.y, place)}
          strokeWidth={one.width ?? 1.5}
          strokeDasharray={one.dashed ? '4 3' : undefined}
        />
      );
    case 'marks':
      return <Marks one={one} place={place} />;
    case 'area':
      return <path className={styles.area} d={areaPath(one, place)} />;
    case 'rule':
      return <Rule one={one} place={place} />;
    case 'span':
      return <Span one={one} place={place} />;
    case 'bars':
      return <path className={styles.bars} d={barPath(one, place)} />;
  }
}

/** Marks nearer than this to the frame are drawn, whole. */
const isNear = (place: ChartPlace, left: number, top: number): boolean =>
  left > -6 && left < place.width + 6 && top > -6 && top < place.height + 6;

function Marks({ one, place }: { readonly one: MarkSeries; readonly place: ChartPlace }) {
  const id = useId();
  const kind = one.mark ?? 'detection';
  const { fill, stroke } = markStyles[kind];
  let [marks, errors] = ['', ''];
  for (let k = 0; k < one.x.length; k++) {
    const [x, y] = [one.x[k] ?? Number.NaN, one.y[k] ?? Number.NaN];
    const [left, top] = [tenth(place.left(x)), tenth(place.top(y))];
    if (!isNear(place, left, top)) continue;
    marks += `<use href='#${id}' x='${left}' y='${top}'/>`;
    const [error, xError] = [one.errors?.[k] ?? 0, one.xErrors?.[k] ?? 0];
    if (error > 0) errors += `M${left} ${tenth(place.top(y - error))}V${tenth(place.top(y + error))}`;
    if (xError > 0) errors += `M${tenth(place.left(x - xError))} ${top}H${tenth(place.left(x + xError))}`;
  }
  return (
    <g opacity={one.faint ? 0.45 : undefined}>
      <defs>
        <path id={id} d={markPath(kind, one.band ?? 'g', one.marker ?? 'circle', one.size ?? 4)} />
      </defs>
      {errors ? <path className={styles.error} d={errors} /> : null}
      <g
        className={styles.marks}
        data-fill={fill}
        data-stroke={stroke}
        // biome-ignore lint/security/noDangerouslySetInnerHtml: built here from numbers only
        dangerouslySetInnerHTML={{ __html: marks }}
      />
    </g>
  );
}

function areaPath(one: AreaSeries, place: ChartPlace): string {
  const low = Array.from(one.low);
  const back = { x: Array.from(one.x).reverse(), y: low.reverse() };
  const there = linePath(one.x, one.high, place);
  return there === '' ? '' : `${there}${linePath(back.x, back.y, place).replace(/^M/, 'L')}Z`;
}

function barPath(one: BarSeries, place: ChartPlace): string {
  const zero = tenth(Math.min(place.height, Math.max(0, place.top(0))));
  let path = '';
  for (let k = 0; k < one.values.length; k++) {
    const [from, to] = [tenth(place.left(one.edges[k] ?? 0)), tenth(place.left(one.edges[k + 1] ?? 0))];
    path += `M${from} ${zero}V${tenth(place.top(one.values[k] ?? 0))}H${to}V${zero}Z`;
  }
  return path;
}

function Rule({ one, place }: { readonly one: RuleSeries; readonly place: ChartPlace }) {
  const at = one.axis === 'x' ? place.left(one.at) : place.top(one.at);
  const isInside = at > -0.5 && at < (one.axis === 'x' ? place.width : place.height) + 0.5;
  if (!isInside) return null;
  const isLate = one.axis === 'x' && at > place.width * 0.75;
  return (
    <>
      <path
        className={styles.line}
        strokeDasharray={one.dashed === false ? undefined : '4 3'}
        d={one.axis === 'x' ? `M${tenth(at)} 0V${place.height}` : `M0 ${tenth(at)}H${place.width}`}
      />
      {one.text ? (
        <text
          className={styles.note}
          x={one.axis === 'x' ? tenth(at) + (isLate ? -6 : 6) : place.width - 4}
          y={one.axis === 'x' ? 30 : tenth(at) - 5}
          textAnchor={one.axis === 'y' || isLate ? 'end' : 'start'}
        >
          {one.text}
        </text>
      ) : null}
    </>
  );
}

function Span({ one, place }: { readonly one: SpanSeries; readonly place: ChartPlace }) {
  const ends = [one.from, one.to].map(one.axis === 'x' ? place.left : place.top);
  const most = one.axis === 'x' ? place.width : place.height;
  const [low, high] = [Math.max(0, Math.min(...ends)), Math.min(most, Math.max(...ends))];
  if (!(high > low)) return null;
  const rect =
    one.axis === 'x'
      ? { x: low, width: high - low, y: 0, height: place.height }
      : { x: 0, width: place.width, y: low, height: high - low };
  return (
    <>
      <rect className={styles.span} {...rect} />
      {one.text ? (
        <text className={styles.note} x={rect.x + 6} y={rect.y + rect.height - 6}>
          {one.text}
        </text>
      ) : null}
    </>
  );
}
