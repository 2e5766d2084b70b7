'use client';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useObjectPage } from '#components/object/object-context.tsx';
import { Queries } from '#components/trpc/query-client.tsx';
import { controlStyles } from '#components/ui/control.tsx';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { wordsOfLightcurve } from './describe-words.ts';
import { lightcurveQuery } from './lightcurve-query.ts';
import { shownRows } from './shown-rows.ts';
import styles from './shown-table.module.css';
import { useLivingFigure } from './use-living-figure.ts';

/** What the plot shows, as a table in a dialog: the same rows, for eyes and ears that a plot does not serve. */
export function ShownTable({ onClose }: { readonly onClose: () => void }) {
  return (
    <Queries>
      <Rows onClose={onClose} />
    </Queries>
  );
}

function Rows({ onClose }: { onClose: () => void }) {
  const { facts } = useObjectPage();
  const { data } = useQuery(lightcurveQuery(facts));
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby="shown-title" onClose={onClose}>
      <header>
        <h2 id="shown-title">Points that the light curve shows</h2>
        <button type="button" className={controlStyles.outlined} onClick={() => dialog.current?.close()}>
          Close
        </button>
      </header>
      {data ? <Table curve={data} /> : <p>Reading …</p>}
    </dialog>
  );
}

const decimals = (value: number): string => (Number.isFinite(value) ? String(Number(value.toPrecision(9))) : '–');

function Table({ curve: all }: { curve: Lightcurve }) {
  const { facts } = useObjectPage();
  const { curve, marks } = useLivingFigure(all);
  const { columns, count } = shownRows(curve, marks.figure, facts.timeScale);
  return (
    <>
      <p>{wordsOfLightcurve(curve)}.</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: rows scroll, and keys must reach them */}
      <section className={styles.scroll} tabIndex={0} aria-label={`${count} rows`}>
        <table>
          <thead>
            <tr>
              {columns.map(({ name, unit, doc }) => (
                <th key={name} scope="col" title={doc}>
                  {name.replaceAll('_', ' ')}
                  {unit ? ` (${unit.replace('uJy', 'µJy')})` : ''}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: count }, (_, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name, and are made anew together
              <tr key={row}>
                {columns.map(({ name, values }) => (
                  <td key={name}>
                    {values instanceof Float64Array ? decimals(values[row] ?? Number.NaN) : values[row] || '–'}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
