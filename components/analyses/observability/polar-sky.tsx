import { clockText } from '#domain/observability/civil-time.ts';
import type { Horizontal } from '#domain/observability/horizon.ts';
import { darkSpans, type Night, sunlessSpan } from '#domain/observability/night.ts';
import type { TrackPoint } from '#domain/observability/night-track.ts';
import type { Span } from '#domain/observability/roots.ts';
import styles from './observability.module.css';

const radius = 92;
const radians = Math.PI / 180;
const hourMs = 3_600_000;

/** Zenith in the middle, north up, azimuth clockwise as on a compass. */
function placeOf({ altDeg, azDeg }: Horizontal): readonly [x: number, y: number] {
  const r = (radius * (90 - altDeg)) / 90;
  return [r * Math.sin(azDeg * radians), -r * Math.cos(azDeg * radians)];
}

const tenth = (value: number): number => Math.round(value * 10) / 10;

/** Path of what is above the horizon; it is broken where it sets. */
function pathOf(points: readonly TrackPoint[], of: (point: TrackPoint) => Horizontal | undefined): string {
  let path = '';
  let isOpen = false;
  for (const point of points) {
    const at = of(point);
    if (!at || at.altDeg < 0) {
      isOpen = false;
      continue;
    }
    const [x, y] = placeOf(at);
    path += `${isOpen ? 'L' : 'M'}${tenth(x)} ${tenth(y)}`;
    isOpen = true;
  }
  return path;
}

/** Hours whose words have room: not nearer than 15 units to the last one that is named. */
function namedHours(hours: readonly TrackPoint[]): ReadonlySet<number> {
  const named = new Set<number>();
  let last: readonly [number, number] | undefined;
  for (const { ms, target } of hours) {
    const [x, y] = placeOf(target);
    if (last && Math.hypot(x - last[0], y - last[1]) < 15) continue;
    last = [x, y];
    named.add(ms);
  }
  return named;
}

const isWithin = (ms: number, spans: readonly Span[]): boolean =>
  spans.some(({ fromMs, toMs }) => ms >= fromMs && ms <= toMs);

export interface PolarSkyProps {
  readonly night: Night;
  readonly track: readonly TrackPoint[];
  readonly best: Span | undefined;
  readonly label: string;
}

/** The whole sky of a place: the way of the target over it, strong while it is dark, and of the Moon. */
export function PolarSky({ night, track: whole, best, label }: PolarSkyProps) {
  // By day nothing is pointed anywhere; where the Sun never sets, the whole way is shown.
  const span = sunlessSpan(night) ?? night;
  const track = whole.filter(({ ms }) => isWithin(ms, [span]));
  const dark = darkSpans(night, 'night');
  const hours = track.filter(({ ms, target }, index) => {
    const before = track[index - 1];
    return before && target.altDeg > 0 && Math.floor(ms / hourMs) !== Math.floor(before.ms / hourMs);
  });
  const named = namedHours(hours);
  return (
    <svg className={styles.polar} viewBox="-112 -112 224 224" role="img" aria-label={label}>
      <circle className={styles.ground} r={radius} />
      {[30, 60].map((altitude) => (
        <g key={altitude}>
          <circle className={styles.ring} r={(radius * (90 - altitude)) / 90} />
          <text className={styles.ringWord} x="3" y={(radius * (90 - altitude)) / 90 - 3}>
            {altitude}°
          </text>
        </g>
      ))}
      <path className={styles.ring} d={`M0 ${-radius}V${radius}M${-radius} 0H${radius}`} />
      {(['N', 'E', 'S', 'W'] as const).map((name, index) => {
        const [x, y] = placeOf({ altDeg: -10, azDeg: index * 90 });
        return (
          <text key={name} className={styles.compass} x={x} y={y + 4} textAnchor="middle">
            {name}
          </text>
        );
      })}
      <path className={styles.moonWay} d={pathOf(track, ({ moon }) => moon)} />
      <path className={styles.way} d={pathOf(track, ({ target }) => target)} />
      <path
        className={styles.darkWay}
        d={pathOf(track, ({ ms, target }) => (isWithin(ms, dark) ? target : undefined))}
      />
      {best ? (
        <path
          className={styles.bestWay}
          d={pathOf(track, ({ ms, target }) => (isWithin(ms, [best]) ? target : undefined))}
        />
      ) : null}
      {hours.map(({ ms, target }) => {
        const [x, y] = placeOf(target);
        return (
          <g key={ms}>
            <circle className={styles.hour} cx={tenth(x)} cy={tenth(y)} r="2" />
            {named.has(ms) ? (
              <text className={styles.ringWord} x={tenth(x) + 5} y={tenth(y) + 3}>
                {clockText(Math.floor(ms / hourMs) * hourMs, 'UTC').slice(0, 2)}
              </text>
            ) : null}
          </g>
        );
      })}
    </svg>
  );
}
