import { useQuery } from '@tanstack/react-query';
import { useObjectPage, useView } from '#components/object/object-context.tsx';
import { cancelled, portalTrpc } from '#components/trpc/portal-trpc.ts';
import { wordsOfFailure } from '#components/trpc/query-rules.ts';
import { Scrolled } from '#components/ui/scrolled.tsx';
import { fixed } from '#domain/object/format-value.ts';
import type { NoFit } from '#domain/phase/fit-phase-curve.ts';
import type { PhaseFitResult, PhaseParameter } from '#domain/solar-system/phase-fits.ts';
import type { PhaseModelName } from '#domain/solar-system/phase-model-names.ts';
import { type PublishedFit, type PublishedModel, publishedModels } from '#domain/solar-system/published-fit.ts';
import styles from '../kit/analysis.module.css';
import { BandHeads } from '../kit/band-heads.tsx';
import { fittedText } from '../kit/fitted-text.ts';

export interface PhaseNumbersProps {
  readonly outcome: PhaseFitResult | NoFit | undefined;
  readonly name: string;
}

const references: Readonly<Record<PhaseModelName, string>> = {
  hg: 'Bowell et al. 1989, Asteroids II, 524',
  hg12: 'Penttilä et al. 2016, PSS 123, 117',
  hg1g2: 'Muinonen et al. 2010, Icarus 209, 542',
  shg1g2: 'Carry et al. 2024, A&A 687, A38',
  socca: 'an ellipsoid that rotates, after Pospieszalska-Surdej & Surdej 1985, A&A 149, 186',
};

/** Parameters of the fit by band, what they share, and how well it fits. */
export function PhaseNumbers({ outcome, name }: PhaseNumbersProps) {
  const { ssTable } = useView();
  if (outcome === undefined) return <div className={styles.waiting} role="status" aria-label="The fit is computed" />;
  if (typeof outcome === 'string')
    return <p className={styles.note}>No fit: there are not more alerts than the model has parameters.</p>;
  return (
    <>
      <Parameters fit={outcome} />
      <p className={styles.note}>
        {`χ²/dof ${fixed(outcome.chi2red, 2)} (${outcome.freedom} dof), rms ${fixed(outcome.rms, 3)} mag${rmsText(outcome)}. Robust least squares, all bands together.${untold(outcome)}${outcome.settled ? '' : ' The fit did not settle.'} ${references[outcome.model]}.`}
      </p>
      {ssTable ? <Published model={outcome.model} name={name} /> : null}
    </>
  );
}

function untold({ parameters }: PhaseFitResult): string {
  const isUntold = parameters.some(({ error }) => error === undefined);
  return isUntold ? ' A value without error is at its bound or not told by these alerts.' : '';
}

function rmsText({ rmsByBand }: PhaseFitResult): string {
  return rmsByBand.size < 2 ? '' : ` (${[...rmsByBand].map(([band, rms]) => `${band} ${fixed(rms, 3)}`).join(', ')})`;
}

const degrees = 180 / Math.PI;
/** What a parameter is called, and from the unit of the fit to the one that is shown. */
const shown: Readonly<Record<string, readonly [label: string, factor: number, decimals: number]>> = {
  H: ['H, mag', 1, 3],
  G: ['G', 1, 3],
  G1: ['G₁', 1, 3],
  G2: ['G₂', 1, 3],
  G12: ['G₁₂', 1, 3],
  R: ['Oblateness R', 1, 3],
  alpha0: ['Spin axis α₀, °', degrees, 1],
  delta0: ['Spin axis δ₀, °', degrees, 1],
  period: ['Period, h', 24, 5],
  a_b: ['Axes a/b', 1, 3],
  a_c: ['Axes a/c', 1, 3],
  phi0: ['Rotation phase φ₀, °', degrees, 1],
};

function textOf({ name, value, error }: PhaseParameter): string {
  const [, factor, decimals] = shown[name] ?? [name, 1, 3];
  return fittedText({ value: value * factor, error: error === undefined ? undefined : error * factor }, decimals);
}

function Parameters({ fit }: { readonly fit: PhaseFitResult }) {
  const bands = [...fit.valuesByBand.keys()];
  const own = [...new Set(fit.parameters.filter(({ band }) => band !== null).map(({ name }) => name))];
  const common = fit.parameters.filter(({ band }) => band === null);
  const of = (name: string, band: string) => fit.parameters.find((one) => one.name === name && one.band === band);
  return (
    <Scrolled label="Parameters of the phase curve" className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Phase curve</th>
            <BandHeads bands={bands} />
          </tr>
        </thead>
        <tbody>
          {own.map((name) => (
            <tr key={name}>
              <th scope="row">{shown[name]?.[0] ?? name}</th>
              {bands.map((band) => {
                const found = of(name, band);
                return (
                  <td key={band}>
                    <b>{found ? textOf(found) : '–'}</b>
                  </td>
                );
              })}
            </tr>
          ))}
          {common.map((one) => (
            <tr key={one.name}>
              <th scope="row">{shown[one.name]?.[0] ?? one.name}</th>
              <td colSpan={bands.length}>
                <b>{textOf(one)}</b>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  );
}

const publishedOf: Readonly<Record<PhaseModelName, PublishedModel | undefined>> = {
  hg: 'HG',
  hg12: undefined,
  hg1g2: 'HG1G2',
  shg1g2: 'SHG1G2',
  socca: 'SOCCA',
};

/** The broker's own fit, asked for when it is wanted. */
function Published({ model, name }: { readonly model: PhaseModelName; readonly name: string }) {
  const { survey } = useObjectPage().facts;
  const published = publishedOf[model];
  const { data, error, isFetching } = useQuery({
    ...portalTrpc().ssoPublished.queryOptions({ survey, name, model: published ?? publishedModels[0] }, cancelled),
    enabled: published !== undefined,
  });
  if (published === undefined) return <p className={styles.note}>Fink’s table has no fits of this model.</p>;
  if (isFetching)
    return (
      <p className={styles.note} role="status">
        Fink’s table is being read.
      </p>
    );
  if (error) return <p className={styles.note}>{`Fink’s table did not come: ${wordsOfFailure(error)}.`}</p>;
  if (!data) return <p className={styles.note}>Fink’s table of this month has no fit of this object.</p>;
  return <p className={styles.note}>{publishedText(data)}</p>;
}

const publishedDegrees: Readonly<Record<string, string>> = { alpha0: '°', delta0: '°', phi0: ' rad' };

function publishedText({ version, parameters, chi2red, rms, periodHours }: PublishedFit): string {
  const words = parameters.map(
    ({ name, band, value, error }) =>
      `${name}${band ? ` ${band}` : ''} ${fittedText({ value, error: error ?? undefined }, 3)}${publishedDegrees[name] ?? ''}`,
  );
  const period = periodHours === null ? [] : [`period ${fixed(periodHours, 4)} h`];
  const quality = [chi2red === null ? '' : `χ²/dof ${fixed(chi2red, 2)}`, rms === null ? '' : `rms ${fixed(rms, 3)}`];
  return `Fink’s table of ${version}: ${[...words, ...period, ...quality.filter((one) => one !== '')].join(', ')}.`;
}
