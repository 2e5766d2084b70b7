import { dateFromMjd } from '#components/lightcurve/axis-ticks.ts';
import { ClassBadge } from '#components/object/class-badge.tsx';
import { ResultsTable } from '#components/tables/results-table.tsx';
import { Message } from '#components/ui/message.tsx';
import { Strip } from '#components/ui/strip.tsx';
import { readingOf } from '#domain/object/readings.ts';
import type { ResultRow } from '#domain/search/result.ts';
import { surveyById, surveys } from '#domain/surveys/index.ts';
import styles from './home.module.css';
import { examplesFromRows } from './recent-examples.ts';
import { SearchFailed, type SearchFailedProps } from './search-failed.tsx';
import { SearchExamples, SearchGrammar } from './search-help.tsx';
import { classText, searchHref } from './search-links.ts';
import { countText } from './search-words.ts';
import { SimulatedStrip } from './simulated-strip.tsx';

export interface RecentViewProps {
  readonly rows: readonly ResultRow[];
  readonly classes: readonly ResultRow[];
  readonly missing?: { readonly classes: readonly string[]; readonly message: string };
}

const shown = 20;
const asked = surveys.flatMap(({ id }) => readingOf(id).recentClasses);
const unlisted = surveys.filter(({ id }) => readingOf(id).classes === undefined);

/** What is new: examples, classes that have alerts, and the latest objects. */
export function RecentView({ rows, classes, missing }: RecentViewProps) {
  const latest = rows.slice(0, shown);
  return (
    <>
      <div className={styles.under}>
        <SearchExamples examples={examplesFromRows(rows)} />
      </div>
      <SimulatedStrip rows={latest} />
      {missing === undefined ? null : (
        <Strip tone="warn" action={<a href="/">Try again</a>}>
          {countText(missing.classes.length, 'class')} could not be asked for: {missing.classes.join(', ')}.{' '}
          {missing.message}
        </Strip>
      )}
      {rows.length === 0 ? <NoAlerts /> : <Latest rows={latest} classes={classes} />}
    </>
  );
}

function NoAlerts() {
  return (
    <Message title="No alerts yet">
      <p>The object API answered and has no alert of the classes that are asked for here.</p>
      <p>
        <code>npm run ingest -- PATH…</code> fills the tables from packets or nightly files.
      </p>
    </Message>
  );
}

function Latest({ rows, classes }: { rows: readonly ResultRow[]; classes: readonly ResultRow[] }) {
  const names = [...new Set(rows.map((row) => surveyById(row.survey).name))].join(', ');
  return (
    <div className={styles.recent}>
      <section>
        <div className={styles.heading}>
          <h2>By class</h2>
        </div>
        <ul className={styles.classes}>
          {classes.map((row) => (
            <li key={`${row.survey} ${row.className}`}>
              <a className={styles.byClass} href={searchHref(classText(row.className))}>
                <ClassBadge quiet label={{ text: row.className, standing: row.standing, subject: row.subject }} />
                <span>{dateFromMjd(row.lastMjd).slice(0, 10)}</span>
              </a>
            </li>
          ))}
        </ul>
        {unlisted.map(({ id, name }) => (
          <p key={id} className={styles.note}>
            {name} objects are found by identifier or position; its API has no list by class.
          </p>
        ))}
      </section>
      <section className={styles.latest}>
        <div className={styles.heading}>
          <h2>Latest alerts</h2>
          <span title={asked.join(', ')}>
            {names}, one line an object, of {asked.length} classes
          </span>
        </div>
        <ResultsTable caption="Objects with the latest alerts" rows={rows} />
      </section>
    </div>
  );
}

/** The frame of the lists while they are on their way. */
export function RecentShell() {
  return (
    <>
      <div className={styles.under} data-stand-in="">
        <SearchGrammar />
      </div>
      <div className={styles.recent} data-stand-in="" role="status" aria-label="The latest alerts are loading">
        <div className={styles.skeleton} data-part="classes" />
        <div className={styles.skeleton} data-part="rows" />
      </div>
    </>
  );
}

/** The lists did not come; the box still works, and says what it takes. */
export function RecentFailed(props: Omit<SearchFailedProps, 'again' | 'asked' | 'level'>) {
  return (
    <>
      <div className={styles.under}>
        <SearchGrammar />
      </div>
      <div className={styles.failed}>
        <SearchFailed {...props} level={3} again="/" asked="The latest alerts are missing from this page." />
      </div>
    </>
  );
}
