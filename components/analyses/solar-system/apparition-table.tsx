import { useObjectPage, useView } from '#components/object/object-context.tsx';
import { controlStyles } from '#components/ui/control.tsx';
import { Scrolled } from '#components/ui/scrolled.tsx';
import type { PhaseFitResult } from '#domain/solar-system/phase-fits.ts';
import { apparitionGapDays } from '#domain/solar-system/sso-points.ts';
import styles from '../kit/analysis.module.css';
import { fittedText } from '../kit/fitted-text.ts';
import type { ApparitionRow } from './apparition-rows.ts';

export interface ApparitionTableProps {
  readonly apparitions: readonly ApparitionRow[];
  readonly fit: PhaseFitResult | undefined;
}

/** Apparitions with their absolute magnitudes and colour; a press makes one stand out in the charts. */
export function ApparitionTable({ apparitions, fit }: ApparitionTableProps) {
  const { view: store } = useObjectPage();
  const { ssApparition } = useView();
  const bands = fit ? [...fit.valuesByBand.keys()] : [];
  const hasColour = bands.includes('g') && bands.includes('r');
  return (
    <Scrolled label="Apparitions" className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col" title={`A gap of more than ${apparitionGapDays} days ends one`}>
              Apparition
            </th>
            <th scope="col">Alerts</th>
            {bands.map((band) => (
              <th
                key={band}
                scope="col"
                title="H of the fit, moved by the mean of what it leaves over in the apparition; ± is that of this mean alone"
              >
                H <i data-band={band}>{band}</i>
              </th>
            ))}
            {hasColour ? <th scope="col">g − r</th> : null}
          </tr>
        </thead>
        <tbody>
          {apparitions.map(({ number, from, to, alerts, h }) => (
            <tr key={number}>
              <th scope="row">
                <button
                  type="button"
                  className={controlStyles.button}
                  aria-pressed={ssApparition === number}
                  title={`${from} to ${to}`}
                  onClick={() => store.set({ ssApparition: ssApparition === number ? null : number })}
                >
                  {from === to ? from : `${from.slice(0, 7)} – ${to.slice(0, 7)}`}
                </button>
              </th>
              <td>{alerts}</td>
              {bands.map((band) => (
                <td key={band}>{fittedText(h.get(band))}</td>
              ))}
              {hasColour ? <td>{colourText(h)}</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  );
}

function colourText(h: ApparitionRow['h']): string {
  const [g, r] = [h.get('g'), h.get('r')];
  if (!g || !r) return '–';
  return fittedText({ value: g.value - r.value, error: Math.hypot(g.error, r.error) });
}
