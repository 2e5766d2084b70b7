import { useObjectPage } from '#components/object/object-context.tsx';
import { ProvenanceButton } from '#components/object/provenance.tsx';
import { Scrolled } from '#components/ui/scrolled.tsx';
import { type Episode, episodesOf, stateOf, type Thresholds } from '#domain/blazar/standardise.ts';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { fixed, isoFromMjd } from '#domain/object/format-value.ts';
import styles from '../kit/analysis.module.css';
import type { PlacedStandard } from './blazar-figure.ts';

export interface BlazarNumbersProps {
  readonly curve: Lightcurve;
  readonly standard: PlacedStandard;
  readonly thresholds: Thresholds;
}

const words = { low: 'Low', middle: 'Between', high: 'High' } as const;
const episodesShown = 12;

/** The state now, when it was extreme, and what the broker itself says. */
export function BlazarNumbers({ curve, standard, thresholds }: BlazarNumbersProps) {
  const last = standard.points.at(-1);
  const extreme = episodesOf(standard, thresholds).filter(({ state }) => state !== 'middle');
  return (
    <>
      {last ? (
        <p>
          <b>{words[stateOf(last.value, thresholds)]}</b>
          {` at ${fixed(last.value, 2)} of the median flux on ${isoFromMjd(last.mjd).slice(0, 10)} (${last.band}).`}
        </p>
      ) : null}
      <Episodes episodes={extreme} />
      <BrokerScores curve={curve} />
    </>
  );
}

function Episodes({ episodes }: { readonly episodes: readonly Episode[] }) {
  const { timeScale } = useObjectPage().facts;
  const shown = episodes.slice(-episodesShown).reverse();
  if (shown.length === 0) return null;
  return (
    <Scrolled label="Extreme states" className={styles.scroll}>
      {episodes.length > shown.length ? (
        <p className={styles.note}>{`The latest ${shown.length} of ${episodes.length}.`}</p>
      ) : null}
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">State</th>
            <th scope="col">{`First epoch, ${timeScale}`}</th>
            <th scope="col">Last</th>
            <th scope="col">Epochs</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ state, fromMjd, toMjd, epochs }) => (
            <tr key={`${state} ${fromMjd}`}>
              <th scope="row">{words[state]}</th>
              <td>{isoFromMjd(fromMjd).slice(0, 10)}</td>
              <td>{isoFromMjd(toMjd).slice(0, 10)}</td>
              <td>{epochs}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  );
}

const columns = [
  ['d:blazar_stats_instantness_low', 'Flux / low threshold'],
  ['d:blazar_stats_robustness_low', 'Mean / low threshold'],
  ['d:blazar_stats_instantness_high', 'Flux / high threshold'],
  ['d:blazar_stats_robustness_high', 'Mean / high threshold'],
  ['d:blazar_stats_m0', 'Mean / low threshold, before'],
] as const;

/** The newest value of each statistic that the broker gave; −1 and nothing mean that it gave none. */
function BrokerScores({ curve }: { readonly curve: Lightcurve }) {
  const latest = columns.map(([column, label]) => {
    const values = curve.scores[column] ?? new Float64Array();
    const row = values.findLastIndex((value) => Number.isFinite(value) && Math.abs(value + 1) > 1e-6);
    return { column, label, value: values[row], mjd: curve.mjd[row] };
  });
  return (
    <section className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">What the broker computed</th>
            <th scope="col">Value</th>
            <th scope="col">Alert of</th>
          </tr>
        </thead>
        <tbody>
          {latest.map(({ column, label, value, mjd }) => (
            <tr key={column}>
              <th scope="row">
                <ProvenanceButton subject={{ kind: 'score', column, name: label }}>{label}</ProvenanceButton>
              </th>
              <td>
                <b>{value === undefined ? 'not computed' : fixed(value, 3)}</b>
              </td>
              <td>{mjd === undefined ? '–' : isoFromMjd(mjd).slice(0, 10)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
