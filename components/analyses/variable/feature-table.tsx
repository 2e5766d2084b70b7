'use client';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useObjectPage, useSelectedAlertId } from '#components/object/object-context.tsx';
import { cancelled, portalTrpc } from '#components/trpc/portal-trpc.ts';
import { Queries } from '#components/trpc/query-client.tsx';
import { wordsOfFailure } from '#components/trpc/query-rules.ts';
import { controlStyles } from '#components/ui/control.tsx';
import { RetryButton } from '#components/ui/retry-button.tsx';
import { Scrolled } from '#components/ui/scrolled.tsx';
import { type BandFeatures, featuresFrom, lcFeatures } from '#domain/lightcurve/lc-features.ts';
import styles from '../kit/analysis.module.css';
import own from './variable.module.css';

/** Statistics of the light curve that the broker computed up to the selected alert; asked for by a click. */
export function FeatureTable() {
  return (
    <Queries>
      <AskedFeatures />
    </Queries>
  );
}

function AskedFeatures() {
  const { objectId } = useObjectPage().facts;
  const alertId = useSelectedAlertId();
  const [open, setOpen] = useState(false);
  const titleId = useId();
  const fields = useQuery({
    ...portalTrpc().alertFields.queryOptions({ objectId, alertId }, cancelled),
    enabled: open,
  });
  return (
    <section aria-labelledby={titleId} className={own.features}>
      <h3 id={titleId}>
        Features of the broker <span>of magnitudes up to the selected alert, by band</span>
      </h3>
      <button type="button" className={controlStyles.outlined} aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? 'Hide' : 'Show'}
      </button>
      {!open ? null : fields.data ? (
        <Features bands={featuresFrom(fields.data)} />
      ) : fields.error === null || fields.isFetching ? (
        <p role="status">Reading …</p>
      ) : (
        <p role="status">
          The features did not arrive: {wordsOfFailure(fields.error)}.{' '}
          <RetryButton look="outlined" onRetry={fields.refetch} />
        </p>
      )}
    </section>
  );
}

function Features({ bands }: { readonly bands: readonly BandFeatures[] }) {
  const computed = bands.filter(({ values }) => values !== undefined);
  if (computed.length === 0)
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
