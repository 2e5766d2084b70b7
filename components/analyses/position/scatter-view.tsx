import { useMemo } from 'react';
import { Chart } from '#components/chart/chart.tsx';
import { ChartLegend } from '#components/chart/chart-legend.tsx';
import type { ChartSeries } from '#components/chart/chart-series.ts';
import { useObjectPage, useView } from '#components/object/object-context.tsx';
import { controlStyles } from '#components/ui/control.tsx';
import sections from '#components/ui/section.module.css';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { fixed, isoFromMjd } from '#domain/object/format-value.ts';
import kit from '../kit/analysis.module.css';
import { type BandPoint, bandSeries } from '../kit/band-series.ts';
import { useSelection } from '../kit/use-selection.ts';
import { type Frame, scatterOfBands, scatterPoints, scatterRange } from './scatter-figure.ts';

const titles: Readonly<Record<Frame, readonly [x: string, y: string]>> = {
  equ: ['ΔRA cos Dec (″)', 'ΔDec (″)'],
  gal: ['Δl cos b (″)', 'Δb (″)'],
};
const frames = [
  ['equ', 'Equatorial'],
  ['gal', 'Galactic'],
] as const;

const zeroLines: readonly ChartSeries[] = [
  { kind: 'rule', key: 'zero-x', axis: 'x', at: 0, tone: 'text-3' },
  { kind: 'rule', key: 'zero-y', axis: 'y', at: 0, tone: 'text-3' },
];

/** Where each detection was measured, around the mean of all; a click selects its alert. */
export function ScatterView({ curve }: { readonly curve: Lightcurve }) {
  const { facts } = useObjectPage();
  const { posFrame } = useView();
  const { row: selected, pick } = useSelection(curve);
  const points = useMemo(() => scatterPoints(curve, posFrame), [curve, posFrame]);
  const { series, rowOf } = useMemo(
    () => bandSeries(points, { bands: facts.bands, named: true }),
    [points, facts.bands],
  );
  const range = scatterRange(points);
  const [xTitle, yTitle] = titles[posFrame];
  const chosen = points.find(({ row }) => row === selected);
  const all: readonly ChartSeries[] = [...zeroLines, ...series];
  return (
    <div className={kit.charts}>
      <Bar series={series} />
      <Chart
        title="Astrometric scatter"
        summary={`${points.length} detections around their mean, within ${fixed(range.to, 1)}″; east is at the left.`}
        x={{ title: xTitle, from: range.to, to: range.from }}
        y={{ title: yTitle, ...range }}
        series={all}
        height={380}
        equal
        readout={(point) => {
          const at = rowOf(point) ?? -1;
          const mjd = curve.mjd[at] ?? Number.NaN;
          return [
            `${point.series.band ?? ''} ${Math.hypot(point.x, point.y).toFixed(2)}″ from the mean`,
            `${fixed(point.x, 2)}″, ${fixed(point.y, 2)}″`,
            `${isoFromMjd(mjd).slice(0, 16)}, MJD ${mjd.toFixed(3)}`,
          ];
        }}
        onPick={(point) => pick(rowOf(point))}
        overlay={(place) =>
          chosen ? (
            <circle
              cx={place.left(chosen.x)}
              cy={place.top(chosen.y)}
              r="8"
              fill="none"
              stroke="var(--plot-sel)"
              strokeWidth="2"
            />
          ) : null
        }
      />
      <ScatterTable points={points} frame={posFrame} />
    </div>
  );
}

function Bar({ series }: { readonly series: readonly ChartSeries[] }) {
  const { view: store } = useObjectPage();
  const { posFrame } = useView();
  return (
    <div className={sections.bar}>
      <h2>Astrometric scatter</h2>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own frame into the toolbar */}
      <span className={controlStyles.segments} role="group" aria-label="Frame">
        {frames.map(([name, words]) => (
          <button
            key={name}
            type="button"
            className={controlStyles.button}
            aria-pressed={posFrame === name}
            onClick={() => store.set({ posFrame: name })}
          >
            {words}
          </button>
        ))}
      </span>
      <span className={sections.space} />
      <ChartLegend series={series} />
    </div>
  );
}

function ScatterTable({ points, frame }: { readonly points: readonly BandPoint[]; readonly frame: Frame }) {
  const { bands } = useObjectPage().facts;
  const rows = useMemo(
    () =>
      scatterOfBands(
        points,
        bands.map(({ name }) => name),
      ),
    [points, bands],
  );
  const [x, y] = frame === 'equ' ? ['RA', 'Dec'] : ['l', 'b'];
  const text = (value: number): string => (Number.isNaN(value) ? '–' : fixed(value, 3));
  return (
    <div className={kit.scroll}>
      <table className={kit.table}>
        <thead>
          <tr>
            <th scope="col">Band</th>
            <th scope="col">Detections</th>
            <th scope="col">mean {x} (″)</th>
            <th scope="col">mean {y} (″)</th>
            <th scope="col">scatter {x} (″)</th>
            <th scope="col">scatter {y} (″)</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ band, count, meanX, meanY, scatterX, scatterY }) => (
            <tr key={band}>
              <th scope="row" data-band={band}>
                <i>{band}</i>
              </th>
              <td>{count}</td>
              <td>{text(meanX)}</td>
              <td>{text(meanY)}</td>
              <td>{text(scatterX)}</td>
              <td>{text(scatterY)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
