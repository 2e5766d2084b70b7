import { ProvenanceButton } from '#components/object/provenance.tsx';
import { Scrolled } from '#components/ui/scrolled.tsx';
import { fixed } from '#domain/object/format-value.ts';
import styles from '../kit/analysis.module.css';
import { type RadarAxis, radarPath, radarPlace, scoreText } from './radar-figure.ts';
import own from './score-charts.module.css';

const radius = 84;
const edge = 104;
const rings = [0.25, 0.5, 0.75, 1];
/** A shape needs three corners. */
const leastAxes = 3;

/** The scores of the selected alert beside each other, over the median of all alerts: as a shape, and as the numbers of that shape. */
export function ScoreRadar({ axes }: { readonly axes: readonly RadarAxis[] }) {
  if (axes.length < leastAxes) return null;
  return (
    <div className={own.radar}>
      <svg
        viewBox={`${-edge} ${-edge} ${2 * edge} ${2 * edge}`}
        width={2 * edge}
        height={2 * edge}
        role="img"
        aria-label={wordsOf(axes)}
      >
        {rings.map((share) => (
          <circle key={share} className={own.level} r={share * radius} />
        ))}
        {axes.map((axis, index) => (
          <Spoke key={axis.column} axis={axis} index={index} count={axes.length} />
        ))}
        <Shape values={axes.map((axis) => axis.median)} className={own.median} />
        <Shape values={axes.map(({ selected }) => selected)} className={own.selected} />
      </svg>
      <ScoreTable axes={axes} />
    </div>
  );
}

function wordsOf(axes: readonly RadarAxis[]): string {
  const told = axes.map(({ label, selected, state }) => `${label} ${scoreText(selected, state)}`);
  return `Scores of the selected alert: ${told.join(', ')}.`;
}

interface SpokeProps {
  readonly axis: RadarAxis;
  readonly index: number;
  readonly count: number;
}

/** A direction with its number; dashed where the selected alert has no value. */
function Spoke({ axis, index, count }: SpokeProps) {
  const end = radarPlace(radius, index, count);
  const word = radarPlace(radius + 12, index, count);
  const at = axis.threshold === undefined ? undefined : radarPlace(axis.threshold * radius, index, count);
  return (
    <g>
      <line className={own.spoke} data-missing={axis.selected === undefined || undefined} x2={end.x} y2={end.y} />
      {at ? <circle className={own.threshold} cx={at.x} cy={at.y} r="2" /> : null}
      <text x={word.x} y={word.y + 4}>
        {index + 1}
      </text>
    </g>
  );
}

function Shape({
  values,
  className,
}: {
  readonly values: readonly (number | undefined)[];
  readonly className?: string;
}) {
  return (
    <g className={className}>
      <path d={radarPath(values, radius)} />
      {values.map((value, index) => {
        if (value === undefined) return null;
        const { x, y } = radarPlace(value * radius, index, values.length);
        // biome-ignore lint/suspicious/noArrayIndexKey: a place is what an axis is
        return <circle key={index} cx={x} cy={y} r="3" />;
      })}
    </g>
  );
}

function ScoreTable({ axes }: { readonly axes: readonly RadarAxis[] }) {
  return (
    <Scrolled label="Scores of the selected alert" className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Score</th>
            <th scope="col">Selected alert</th>
            <th scope="col">Median where it ran</th>
            <th scope="col">Yes from</th>
          </tr>
        </thead>
        <tbody>
          {axes.map(({ column, label, selected, state, median, threshold }, index) => (
            <tr key={column}>
              <th scope="row">
                {`${index + 1} `}
                <ProvenanceButton subject={{ kind: 'score', column, name: label }}>{label}</ProvenanceButton>
              </th>
              <td>
                <b>{scoreText(selected, state)}</b>
              </td>
              <td>{fixed(median, 3)}</td>
              <td>{threshold === undefined ? '–' : fixed(threshold, 3)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  );
}
