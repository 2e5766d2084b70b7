'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { AskedPart } from '#components/object/asked-part.tsx';
import { useObjectPage, useSelectedAlertId } from '#components/object/object-context.tsx';
import { cancelled, portalTrpc } from '#components/trpc/portal-trpc.ts';
import { Queries } from '#components/trpc/query-client.tsx';
import { Scrolled } from '#components/ui/scrolled.tsx';
import { type BandFeatures, featuresFrom, lcFeatures } from '#domain/lightcurve/lc-features.ts';
import styles from '../kit/analysis.module.css';
import own from './variable.module.css';

/** Statistics of the light curve that the broker computed up to the selected alert; asked for by a click, once for all alerts. */
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
  const answer = useQuery({
    ...portalTrpc().alertFeatures.queryOptions({ objectId }, cancelled),
    enabled: open,
  });
  return (
    <AskedPart
      className={`${styles.part} ${own.features}`}
      heading={
        <>
          Features of the broker <span>of magnitudes up to the selected alert, by band</span>
        </>
      }
      what="features"
      open={open}
      onOpen={setOpen}
      answer={answer}
    >
      {({ columns, byAlert }) => {
        const texts = byAlert[alertId] ?? [];
        return <Features bands={featuresFrom(columns.map((column, at) => ({ column, value: texts[at] ?? '' })))} />;
      }}
    </AskedPart>
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
