'use client';
import { useDeferredValue, useMemo } from 'react';
import { type AliasRow, aliasRows, asGood } from '#domain/periodogram/alias-rows.ts';
import styles from '../kit/analysis.module.css';
import { periodText } from './period-text.ts';
import type { Searched } from './searched.ts';
import type { FoldHandle } from './use-fold.ts';
import own from './variable.module.css';

export interface AliasTableProps {
  readonly searched: Searched | undefined;
  readonly fold: FoldHandle;
}

/** Periods that the times of observation may mistake for this one, each with its value; a click folds with it. */
export function AliasTable({ searched, fold }: AliasTableProps) {
  return searched ? <Table {...searched} fold={fold} /> : null;
}

/** Most periods that a sentence names. */
const named = 4;

/** The warning that the period may be another. */
function AsGood({ rows, baseline }: { readonly rows: readonly AliasRow[]; readonly baseline: number }) {
  if (rows.length === 0) return null;
  const periods = rows
    .slice(0, named)
    .map(({ name, frequency }) => `${periodText(1 / frequency, baseline)} d (${name})`);
  const more = rows.length > named ? `, and ${rows.length - named} more` : '';
  return (
    <p className={styles.note} role="note">
      <b>The period may be another:</b> within 3σ {rows.length === 1 ? 'this one fits' : 'these fit'} as well:{' '}
      {periods.join(', ')}
      {more}. The times of observation do not tell them apart.
    </p>
  );
}

function Table({ search, samples, fold }: Searched & { readonly fold: FoldHandle }) {
  const frequency = useDeferredValue(fold.current?.frequency);
  const rows = useMemo(
    () => (frequency !== undefined ? aliasRows(samples, search, frequency) : []),
    [samples, search, frequency],
  );
  if (rows.length === 0) return null;
  return (
    <section>
      <h3>
        Aliases <span>of the fold; a click folds with one</span>
      </h3>
      <AsGood rows={asGood(rows, samples.baseline)} baseline={samples.baseline} />
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Frequency</th>
              <th scope="col">Period (d)</th>
              <th scope="col">{search.method === 'gls' || search.method === 'bls' ? 'Power' : 'Value'}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, cause, frequency: alias, value }) => (
              <tr key={name} title={cause}>
                <th scope="row">{name}</th>
                <td>
                  {name === 'f' ? (
                    periodText(1 / alias, samples.baseline)
                  ) : (
                    <button
                      type="button"
                      className={own.alias}
                      aria-label={`Fold with ${periodText(1 / alias, samples.baseline)} d`}
                      onClick={() => fold.set(alias, true)}
                    >
                      {periodText(1 / alias, samples.baseline)}
                    </button>
                  )}
                </td>
                <td>{value.toFixed(3)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
