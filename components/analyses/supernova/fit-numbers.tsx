import { useObjectPage } from '#components/object/object-context.tsx';
import { Scrolled } from '#components/ui/scrolled.tsx';
import { fixed, isoFromMjd } from '#domain/object/format-value.ts';
import type { NoTransientFit, TransientBand, TransientFit } from '#domain/transient/fit-transient.ts';
import { transientModel } from '#domain/transient/transient-models.ts';
import type { CurvePoint } from '#domain/transient/transient-points.ts';
import styles from '../kit/analysis.module.css';
import { BandHeads } from '../kit/band-heads.tsx';
import { chiSquareText, fittedText } from '../kit/fitted-text.ts';

export interface FitNumbersProps {
  /** Undefined until the first fit is done. */
  readonly outcome: TransientFit | NoTransientFit | undefined;
  readonly points: readonly CurvePoint[];
}

/** What the fit says: peaks by band, quality, parameters. */
export function FitNumbers({ outcome, points }: FitNumbersProps) {
  if (outcome === undefined) return <div className={styles.waiting} role="status" aria-label="The fit is computed" />;
  if (typeof outcome === 'string')
    return (
      <p className={styles.note}>
        {`No fit: of ${points.length} usable points ${points.filter(({ flux }) => flux > 0).length} are brighter than the reference. A band counts with at least two of these, and with points at as many times as it has parameters; a simpler model, limits as zero flux or a longer time may help.`}
      </p>
    );
  return (
    <>
      <Peaks fit={outcome} />
      <Quality fit={outcome} />
      <Parameters fit={outcome} />
    </>
  );
}

function Peaks({ fit }: { readonly fit: TransientFit }) {
  const { timeScale } = useObjectPage().facts;
  const told = ({ peak }: TransientBand) => (peak?.told ? peak : undefined);
  const dateOf = ({ peak }: TransientBand): string => {
    if (peak === undefined) return 'no maximum';
    return peak.told ? isoFromMjd(peak.mjd.value).slice(0, 10) : 'not determined';
  };
  const lines: readonly (readonly [string, (band: TransientBand) => string])[] = [
    [`Peak, date ${timeScale}`, dateOf],
    ['Peak, MJD', (band) => fittedText(told(band)?.mjd)],
    ['Peak, mag', (band) => fittedText(told(band)?.mag)],
    ['Peak, µJy', (band) => fittedText(told(band)?.flux)],
    ['Half flux to peak, d', (band) => fittedText(told(band)?.riseDays, 1)],
    ['Fades in 15 d, mag', (band) => fittedText(told(band)?.fade15)],
  ];
  const beyond = fit.bands.filter(({ peak }) => peak?.told && peak.beyond).map(({ band }) => band);
  return (
    <Scrolled label="Peaks" className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Peak of the fit</th>
            <BandHeads bands={fit.bands.map(({ band }) => band)} />
          </tr>
        </thead>
        <tbody>
          {lines.map(([label, text]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {fit.bands.map((band) => (
                <td key={band.band}>
                  <b>{text(band)}</b>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {beyond.length > 0 ? (
        <p
          className={styles.note}
        >{`The peak in ${beyond.join(', ')} lies beyond the points: it is what the model makes of them.`}</p>
      ) : null}
    </Scrolled>
  );
}

function Quality({ fit }: { readonly fit: TransientFit }) {
  const { title, reference } = transientModel(fit.model);
  const scale =
    fit.errorScale > 1
      ? ` Errors are ${fixed(fit.errorScale, 2)} times those of the photometry alone: the points scatter by more than theirs.`
      : '';
  const left = fit.leftOut.length > 0 ? ` Too few points in ${fit.leftOut.join(', ')}.` : '';
  const spent = fit.end === 'budget' ? ' The fit did not settle.' : '';
  return (
    <p className={styles.note}>
      {`${title} with one t₀ = ${fittedText(fit.t0)} for all bands; χ²/dof ${chiSquareText(fit.chiSquare, fit.freedom)}.${scale}${left}${spent} Robust least squares in flux; magnitudes are AB, of the difference, without correction for dust. ${reference}.`}
    </p>
  );
}

function Parameters({ fit }: { readonly fit: TransientFit }) {
  const [first] = fit.bands;
  return (
    <Scrolled label="Parameters of the fit" className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Parameter</th>
            <BandHeads bands={fit.bands.map(({ band }) => band)} />
          </tr>
        </thead>
        <tbody>
          {first?.parameters.map(({ name, unit, meaning }, index) => (
            <tr key={name}>
              <th scope="row" title={meaning}>{`${name}${unit ? `, ${unit}` : ''}`}</th>
              {fit.bands.map(({ band, parameters }) => (
                <td key={band}>
                  {fittedText(parameters[index], 3)}
                  {parameters[index]?.atBound ? <small> at its bound</small> : null}
                </td>
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row">Points</th>
            {fit.bands.map(({ band, points }) => (
              <td key={band}>{points}</td>
            ))}
          </tr>
        </tbody>
      </table>
    </Scrolled>
  );
}
