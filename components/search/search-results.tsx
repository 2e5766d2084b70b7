import { pageOf, type ResultSort, sortedRows } from '#components/tables/results-order.ts';
import { ResultsTable } from '#components/tables/results-table.tsx';
import { controlStyles } from '#components/ui/control.tsx';
import { Strip } from '#components/ui/strip.tsx';
import type { SearchResult } from '#domain/search/result.ts';
import { surveyById } from '#domain/surveys/index.ts';
import { SearchEmpty } from './search-empty.tsx';
import { searchHref } from './search-links.ts';
import styles from './search-results.module.css';
import { adviceForCut, countText, withoutObjectText } from './search-words.ts';
import { SimulatedStrip } from './simulated-strip.tsx';

export interface SearchResultsProps extends ListProps {
  readonly requestId: string;
  /** Of the heading of a message: `3` where the list is a part of a page. */
  readonly level?: 1 | 3;
}

interface ListProps {
  readonly text: string;
  readonly result: SearchResult;
  readonly sort: ResultSort | undefined;
  /** The sort as it stands in the address. */
  readonly sortText: string;
  readonly page: number;
}

const pageSize = 100;

/** Parts of the answer that are missing, by survey. */
function MissingSurveys({ text, result }: { readonly text: string; readonly result: SearchResult }) {
  return (result.failures ?? []).map(({ survey, message }) => (
    <Strip key={survey} tone="bad" action={<a href={searchHref(text)}>Try again</a>}>
      {surveyById(survey).name} is missing from this list. {message}
    </Strip>
  ));
}

/** Alerts that have no line. */
function AlertsWithoutObject({ result }: { readonly result: SearchResult }) {
  const words = withoutObjectText(result);
  return words === undefined ? null : <Strip tone="plain">{words}</Strip>;
}

/** What a search found: what is missing from it, and the list, or what to try where there is none. */
export function SearchResults({ requestId, level = 1, ...list }: SearchResultsProps) {
  const { text, result } = list;
  return (
    <>
      <MissingSurveys text={text} result={result} />
      <AlertsWithoutObject result={result} />
      {result.rows.length === 0 ? (
        <SearchEmpty level={level} understood={result.understood} requestId={requestId} />
      ) : (
        <ResultList {...list} />
      )}
    </>
  );
}

/** The list: what it stops at, the rows in the order asked for, page by page. */
function ResultList({ text, result, sort, sortText, page: wanted }: ListProps) {
  const cut = adviceForCut(result);
  const { rows, page, pages, from } = pageOf(sortedRows(result.rows, sort), wanted, pageSize);
  const hrefOf = (to: number) => searchHref(text, { sort: sortText, page: to });
  return (
    <>
      <SimulatedStrip rows={result.rows} />
      {cut === undefined ? null : (
        <Strip
          tone="warn"
          action={cut.tries.map(({ label, text: wider }) => (
            <a key={wider} className={controlStyles.outlined} href={searchHref(wider, { sort: sortText })}>
              {label}
            </a>
          ))}
        >
          <b>{cut.title}</b> {cut.sentence}
        </Strip>
      )}
      <ResultsTable
        caption={`${countText(result.rows.length, 'object')} found for ${text}`}
        rows={rows}
        sort={sort}
        sortHref={(next) => searchHref(text, { sort: next })}
      />
      {pages === 1 ? null : (
        <nav className={styles.pages} aria-label="Pages of the list">
          {page > 1 ? (
            <a className={controlStyles.outlined} href={hrefOf(page - 1)} rel="prev">
              Previous {pageSize}
            </a>
          ) : null}
          <span>
            {from} to {from + rows.length - 1} of {result.rows.length}
          </span>
          {page < pages ? (
            <a className={controlStyles.outlined} href={hrefOf(page + 1)} rel="next">
              Next {Math.min(pageSize, result.rows.length - page * pageSize)}
            </a>
          ) : null}
        </nav>
      )}
    </>
  );
}
