'use client';
import { AskedFields } from '#components/object/asked-fields.tsx';
import { useSelectedAlertId } from '#components/object/object-context.tsx';
import { Queries } from '#components/trpc/query-client.tsx';
import { Scrolled } from '#components/ui/scrolled.tsx';
import { type BandFeatures, featuresFrom, lcFeatures } from '#domain/lightcurve/lc-features.ts';
import styles from '../kit/analysis.module.css';
import own from './variable.module.css';

/** Statistics of the light curve that the broker computed up to the selected alert; asked for by a click. */
export function FeatureTable() {
  const heading = (
    <>
      Features of the broker <span>of magnitudes up to the selected alert, by band</span>
    </>
  );
  return (
    <Queries>
      <AskedFields
        alertId={useSelectedAlertId()}
        className={`${styles.part} ${own.features}`}
        heading={heading}
        what="features"
      >
        {(fields) => <Features bands={featuresFrom(fields)} />}
      </AskedFields>
    </Queries>
  );
}

function Features({ bands }: { readonly bands: readonly BandFeatures[] }) {
  if (bands.every(({ values }) => values === undefined))
    return (
      <p className={styles.note}>
        The broker computed none for this alert: it had too few points, or an older processing.
      </p>
    );
  return (
    <Scrolled label="Features of the light curve" className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Feature</th>
            {bands.map(({ band, values }) => (
              <th key={band} scope="col">
                {values === undefined ? `${band}, not computed` : band}
              </th>
            ))}
            <th scope="col">Unit</th>
            <th scope="col" className={own.meaning}>
              Meaning
            </th>
          </tr>
        </thead>
        <tbody>
          {lcFeatures.map(({ name, says, unit }, index) => (
            <tr key={name}>
              <th scope="row">
                <code>{name}</code>
              </th>
              {bands.map(({ band, values }) => (
                <td key={band}>{valueText(values?.[index])}</td>
              ))}
              <td>{unit}</td>
              <td data-words="">{says}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  );
}

function valueText(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? '–' : String(Number(value.toPrecision(5))).replace('-', '−');
}
