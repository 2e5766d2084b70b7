'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { CopyAs } from '#components/calls/copy-as.tsx';
import { latexFromRows } from '#components/calls/latex.ts';
import { snippetsOf } from '#components/calls/snippets.ts';
import { coneText, searchHref } from '#components/search/search-links.ts';
import { countText, radiusText } from '#components/search/search-words.ts';
import tables from '#components/tables/plain-table.module.css';
import { cancelled, portalTrpc } from '#components/trpc/portal-trpc.ts';
import { Queries } from '#components/trpc/query-client.tsx';
import { wordsOfFailure } from '#components/trpc/query-rules.ts';
import { controlStyles, Select } from '#components/ui/control.tsx';
import { RetryButton } from '#components/ui/retry-button.tsx';
import { Scrolled } from '#components/ui/scrolled.tsx';
import { Strip } from '#components/ui/strip.tsx';
import { isoFromMjd, rounded } from '#domain/object/format-value.ts';
import type { ResultRow, SearchResult } from '#domain/search/result.ts';
import { surveyById } from '#domain/surveys/index.ts';
import { ClassBadge } from './class-badge.tsx';
import styles from './neighbours.module.css';
import { NeighboursWaiting } from './neighbours-waiting.tsx';
import { useObjectPage } from './object-context.tsx';

const radii = ['30', '60', '300'] as const;
type Radius = (typeof radii)[number];
const radiusOptions = radii.map((value) => ({ value, label: radiusText(Number(value)) }));

const separationOf = ({ separationArcsec }: ResultRow): string =>
  separationArcsec === null ? '–' : separationArcsec.toFixed(2);

function magnitudeOf({ mag, magErr, band }: ResultRow): string {
  if (mag === null) return '–';
  const { value, error } = rounded(mag, magErr ?? Number.NaN, 2);
  return `${band ?? ''} ${value}${error === undefined ? '' : ` ± ${error}`}`;
}

function NeighbourTable({ rows }: { readonly rows: readonly ResultRow[] }) {
  return (
    <Scrolled label="Neighbours" className={tables.scroll}>
      <table className={tables.table}>
        <thead>
          <tr>
            <th scope="col">Object</th>
            <th scope="col" data-number="">
              Separation, ″
            </th>
            <th scope="col">Class</th>
            <th scope="col" data-number="">
              Last magnitude
            </th>
            <th scope="col">Last alert</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.survey} ${row.objectId}`}>
              <th scope="row">
                <a href={`/${row.objectId}`}>{row.objectId}</a>
              </th>
              <td data-number="">{separationOf(row)}</td>
              <td>
                <ClassBadge quiet label={{ text: row.className, standing: row.standing, subject: row.subject }} />
              </td>
              <td data-number="">{magnitudeOf(row)}</td>
              <td>{isoFromMjd(row.lastMjd)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  );
}

/** The rows as a table for a paper, and the call of each survey that found them. */
function CopyNeighbours({ result, rows }: { readonly result: SearchResult; readonly rows: readonly ResultRow[] }) {
  const [at, setAt] = useState('0');
  const call = result.calls[Number(at)];
  const options = result.calls.map(({ survey }, index) => ({
    value: String(index),
    label: `${surveyById(survey).name} call`,
  }));
  const latex = { name: 'LaTeX', code: latexFromRows(rows) };
  const snippets = call === undefined ? [latex] : [...snippetsOf({ ...call, file: 'neighbours' }), latex];
  return (
    <div className={styles.copy}>
      {options.length > 1 ? (
        <p className={styles.bar}>
          <Select label="Call" value={at} options={options} onChange={setAt} />
        </p>
      ) : null}
      <CopyAs snippets={snippets} label="Copy the neighbours as" />
    </div>
  );
}

interface FoundProps {
  readonly result: SearchResult;
  readonly own: string;
  readonly radius: Radius;
}

function Found({ result, own, radius }: FoundProps) {
  const rows = result.rows.filter(({ objectId }) => objectId !== own);
  const [copying, setCopying] = useState(false);
  const within = `within ${radiusText(Number(radius))}`;
  return (
    <>
      {result.failures?.map(({ survey, message }) => (
        <Strip key={survey} tone="warn" icon="warning">
          {message}
        </Strip>
      ))}
      <p className={styles.bar}>
        {rows.length === 0
          ? `No other object ${within}.`
          : `${countText(rows.length, 'object')} ${within}, nearest first${result.truncated ? '; there are more' : ''}`}
        <button
          type="button"
          className={controlStyles.button}
          aria-expanded={copying}
          onClick={() => setCopying(!copying)}
        >
          Copy as…
        </button>
      </p>
      {copying ? <CopyNeighbours result={result} rows={rows} /> : null}
      {rows.length === 0 ? null : <NeighbourTable rows={rows} />}
    </>
  );
}

function Neighbours() {
  const { facts } = useObjectPage();
  const [radius, setRadius] = useState<Radius>('60');
  const text = coneText(facts.raDeg, facts.decDeg, Number(radius));
  const found = useQuery(portalTrpc().search.queryOptions({ text }, cancelled));
  return (
    <div className={styles.neighbours}>
      <div className={styles.bar}>
        <Select label="Radius" value={radius} options={radiusOptions} onChange={setRadius} />
        <a href={searchHref(text)}>Open as a search</a>
      </div>
      {found.data ? (
        <Found result={found.data} own={facts.objectId} radius={radius} />
      ) : found.error && !found.isFetching ? (
        <Strip tone="bad" icon="warning" action={<RetryButton look="outlined" onRetry={found.refetch} />}>
          The neighbours did not arrive: {wordsOfFailure(found.error)}.
        </Strip>
      ) : (
        <NeighboursWaiting />
      )}
    </div>
  );
}

/** Objects of both surveys around this one, from our own cone search. */
export function NeighboursPanel() {
  return (
    <Queries>
      <Neighbours />
    </Queries>
  );
}
