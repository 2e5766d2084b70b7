import { frameUrl } from '#components/cutouts/frame-url.ts';
import { dateFromMjd } from '#components/lightcurve/axis-ticks.ts';
import { ClassBadge } from '#components/object/class-badge.tsx';
import { positionText } from '#domain/coordinates/position-text.ts';
import type { ResultRow } from '#domain/search/result.ts';
import { surveyById } from '#domain/surveys/index.ts';
import { MagnitudeCell } from './results-cells.tsx';
import { ResultsLive } from './results-live.tsx';
import { nextSortText, type ResultSort, type SortKey } from './results-order.ts';
import styles from './results-table.module.css';
import { separationText } from './separation-text.ts';

export interface ResultsTableProps {
  /** What the table lists; read by those who can't see it. */
  readonly caption: string;
  readonly rows: readonly ResultRow[];
  readonly sort?: ResultSort;
  /** Address of the same list in another order; absent: the list has one order. */
  readonly sortHref?: (sort: string) => string;
}

interface Column {
  readonly key: SortKey | undefined;
  readonly title: string;
  readonly area: string;
  readonly isNumber?: boolean;
}

function columnsFor(rows: readonly ResultRow[], scale: string | undefined): readonly Column[] {
  const has = (key: 'separationArcsec' | 'detections') => rows.some((row) => row[key] !== null);
  const all: readonly (Column | false)[] = [
    { key: 'object', title: 'Object', area: 'object' },
    { key: 'class', title: 'Class', area: 'class' },
    { key: 'mag', title: 'Last mag', area: 'mag', isNumber: true },
    has('detections') && { key: 'detections', title: 'Detections', area: 'detections', isNumber: true },
    has('separationArcsec') && { key: 'separation', title: 'Separation', area: 'separation', isNumber: true },
    { key: undefined, title: 'Position, ICRS', area: 'position', isNumber: true },
    { key: 'last', title: scale === undefined ? 'Last' : `Last, ${scale}`, area: 'last', isNumber: true },
  ];
  return all.filter((column) => column !== false);
}

/** The one time scale of a list; undefined where surveys are mixed, and each line names its own. */
function commonScale(rows: readonly ResultRow[]): string | undefined {
  const scales = new Set(rows.map((row) => surveyById(row.survey).timeScale));
  return scales.size === 1 ? [...scales][0] : undefined;
}

/** Objects as a plain table: whole without script; with it, stamps arrive as they are seen, and `j` `k` walk the rows. */
export function ResultsTable({ caption, rows, sort, sortHref }: ResultsTableProps) {
  const scale = commonScale(rows);
  const columns = columnsFor(rows, scale);
  const isMixed = rows.some((row) => row.simulated) && !rows.every((row) => row.simulated);
  return (
    <div className={styles.frame}>
      <table className={styles.table} data-results="" data-sortable={sortHref === undefined ? undefined : ''}>
        <caption className="vh">{caption}</caption>
        <thead>
          <tr>
            <th scope="col" data-area="stamp">
              <span className="vh">Science stamp</span>
            </th>
            {columns.map((column) => (
              <Header key={column.title} column={column} sort={sort} sortHref={sortHref} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Line key={`${row.survey} ${row.objectId}`} row={row} columns={columns} scale={scale} isMixed={isMixed} />
          ))}
        </tbody>
      </table>
      <ResultsLive />
    </div>
  );
}

function Header({ column, sort, sortHref }: { column: Column } & Pick<ResultsTableProps, 'sort' | 'sortHref'>) {
  const { key, title, area, isNumber } = column;
  const isSorted = key !== undefined && sort?.key === key;
  const order = isSorted ? (sort.descending ? 'descending' : 'ascending') : undefined;
  return (
    <th scope="col" data-area={area} data-number={isNumber ? '' : undefined} aria-sort={order}>
      {key === undefined || sortHref === undefined ? (
        title
      ) : (
        <a href={sortHref(nextSortText(key, sort))} title={`Sort by ${title.toLowerCase()}`}>
          {title}
          {order ? <span aria-hidden="true">{order === 'descending' ? ' ↓' : ' ↑'}</span> : null}
        </a>
      )}
    </th>
  );
}

interface LineProps {
  readonly row: ResultRow;
  readonly columns: readonly Column[];
  readonly scale: string | undefined;
  readonly isMixed: boolean;
}

function Line({ row, columns, scale, isMixed }: LineProps) {
  return (
    <tr>
      <td data-area="stamp">
        <span
          className={styles.stamp}
          data-frame={frameUrl(row.survey, row.objectId, row.alertId)}
          aria-hidden="true"
        />
      </td>
      {columns.map(({ area, isNumber }) =>
        area === 'object' ? (
          <th key={area} scope="row" data-area={area}>
            <a className={styles.object} href={`/${row.objectId}`} data-result="">
              {row.objectId}
            </a>
            {isMixed && row.simulated ? <span className={styles.quiet}> simulated</span> : null}
          </th>
        ) : (
          <td key={area} data-area={area} data-number={isNumber ? '' : undefined}>
            <Cell area={area} row={row} scale={scale} />
          </td>
        ),
      )}
    </tr>
  );
}

function Cell({ area, row, scale }: { area: string; row: ResultRow; scale: string | undefined }) {
  switch (area) {
    case 'class':
      return <ClassBadge quiet label={{ text: row.className, standing: row.standing, subject: row.subject }} />;
    case 'mag':
      return <MagnitudeCell row={row} />;
    case 'detections':
      return row.detections ?? <span className={styles.quiet}>–</span>;
    case 'separation':
      return row.separationArcsec === null ? null : separationText(row.separationArcsec);
    case 'position':
      return <span className={styles.soft}>{positionText(row, 'hms')}</span>;
    default:
      return (
        <span className={styles.soft}>
          {dateFromMjd(row.lastMjd)}
          {scale === undefined ? <span className={styles.quiet}> {surveyById(row.survey).timeScale}</span> : null}
        </span>
      );
  }
}
