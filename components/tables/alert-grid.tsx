'use client';
import {
  AllCommunityModule,
  type CellKeyDownEvent,
  type ColDef,
  type FullWidthCellKeyDownEvent,
  type IDatasource,
  ModuleRegistry,
  type RowClickedEvent,
  themeQuartz,
} from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import { useMemo } from 'react';
import styles from './alert-grid.module.css';
import { type AlertOrder, alertOrderFields, columnOrder, orderOfColumn } from './alert-order-fields.ts';
import { type AlertRow, sortedRows } from './alert-rows.ts';

export interface AlertGridProps {
  readonly rows: readonly AlertRow[];
  readonly selectedAlertId: string;
  readonly timeScale: string;
  readonly onSelect: (alertId: string) => void;
  readonly order: AlertOrder;
  readonly onOrder: (order: AlertOrder) => void;
}

/** The tokens, spoken to AG Grid; they follow the theme because they stay variables. */
const theme = themeQuartz.withParams({
  fontFamily: 'inherit',
  fontSize: 13,
  backgroundColor: 'var(--bg)',
  foregroundColor: 'var(--text)',
  headerTextColor: 'var(--text-3)',
  headerBackgroundColor: 'var(--bg)',
  headerFontSize: 12,
  headerFontWeight: 540,
  borderColor: 'var(--line)',
  rowHoverColor: 'var(--bg-hover)',
  selectedRowBackgroundColor: 'var(--bg-sel)',
  accentColor: 'var(--accent)',
  rowHeight: 28,
  headerHeight: 32,
  cellHorizontalPadding: 8,
  wrapperBorder: false,
  columnBorder: false,
  headerColumnBorder: false,
  headerColumnResizeHandleColor: 'transparent',
});

let registered = false;
function registerOnce(): void {
  if (!registered) ModuleRegistry.registerModules([AllCommunityModule]);
  registered = true;
}

function numberText(value: unknown, decimals: number): string {
  return typeof value === 'number' && Number.isFinite(value) ? value.toFixed(decimals) : '–';
}

/** Each column with its part in the order: only so does another order take the place of the one before. */
function orderedColumns(timeScale: string, order: AlertOrder): ColDef<AlertRow>[] {
  const { column, descending } = columnOrder(order);
  const sort = descending ? 'desc' : 'asc';
  return columnsOf(timeScale).map((own) => ({ ...own, sort: own.field === column ? sort : null }));
}

function columnsOf(timeScale: string): ColDef<AlertRow>[] {
  return [
    { field: 'mjd', headerName: 'MJD', valueFormatter: ({ value }) => numberText(value, 5), width: 120 },
    { field: 'date', headerName: `Date, ${timeScale}`, sortable: false, width: 150 },
    { field: 'band', headerName: 'Band', width: 76, cellClass: styles.band, cellRenderer: BandCell },
    { field: 'kind', headerName: 'Kind', width: 100 },
    {
      field: 'mag',
      headerName: 'Difference mag',
      type: 'rightAligned',
      width: 150,
      valueFormatter: ({ data }) => data?.magText ?? '',
    },
    {
      field: 'flux',
      headerName: 'Flux, µJy',
      type: 'rightAligned',
      width: 150,
      valueFormatter: ({ data }) => data?.fluxText ?? '',
    },
    {
      field: 'signalToNoise',
      headerName: 'S/N',
      type: 'rightAligned',
      width: 90,
      valueFormatter: ({ value }) => numberText(value, 1),
    },
    {
      field: 'limitMag',
      headerName: 'Limit 5σ, mag',
      type: 'rightAligned',
      width: 130,
      valueFormatter: ({ value }) => numberText(value, 2),
    },
    {
      field: 'alertId',
      headerName: 'Alert',
      type: 'rightAligned',
      flex: 1,
      minWidth: 196,
      // The scroll bar lies over the last column and must not cover digits.
      cellStyle: { paddingRight: '24px' },
      valueFormatter: ({ value }) => (value ? String(value) : '–'),
    },
  ];
}

function BandCell({ value }: { value?: string }) {
  return <b data-band={value}>{value}</b>;
}

const { initial: initialOrder } = alertOrderFields.alertOrder;

function orderOf(sorted: readonly { readonly colId: string; readonly sort?: 'asc' | 'desc' | null }[]) {
  const [first] = sorted.filter(({ sort }) => sort);
  return first?.sort ? orderOfColumn(first.colId, first.sort) : undefined;
}

function datasourceOf(rows: readonly AlertRow[]): IDatasource {
  return {
    rowCount: rows.length,
    getRows({ startRow, endRow, sortModel, successCallback }) {
      const order = orderOf(sortModel);
      const { column, descending } = columnOrder(order ?? initialOrder);
      successCallback(sortedRows(rows, column, descending).slice(startRow, endRow), rows.length);
    },
  };
}

const outOfGrid = (): boolean => false;

/** Every point of the light curve. Infinite row model, so that five thousand rows cost what fifty do; ids are text. */
export function AlertGrid({ rows, selectedAlertId, timeScale, onSelect, order, onOrder }: AlertGridProps) {
  registerOnce();
  const datasource = useMemo(() => datasourceOf(rows), [rows]);
  const definitions = useMemo(() => orderedColumns(timeScale, order), [timeScale, order]);
  return (
    <div className={styles.grid} data-grid="alerts">
      <AgGridReact<AlertRow>
        theme={theme}
        columnDefs={definitions}
        defaultColDef={{ sortable: true, sortingOrder: ['asc', 'desc'], resizable: true, suppressMovable: true }}
        suppressMultiSort
        onSortChanged={({ api }) => {
          const chosen = orderOf(api.getColumnState());
          if (chosen !== undefined && chosen !== order) onOrder(chosen);
        }}
        rowModelType="infinite"
        cacheBlockSize={200}
        datasource={datasource}
        getRowId={({ data }) => String(data.row)}
        rowClassRules={{
          [styles.selected ?? 'selected']: ({ data }) => data?.alertId === selectedAlertId && selectedAlertId !== '',
        }}
        context={selectedAlertId}
        key={selectedAlertId === '' ? 'none' : 'some'}
        // Tab goes past the grid, arrows go within: five thousand rows are no way through the page.
        tabToNextHeader={outOfGrid}
        tabToNextCell={outOfGrid}
        onCellKeyDown={({ data, event }: CellKeyDownEvent<AlertRow> | FullWidthCellKeyDownEvent<AlertRow>) => {
          if (data?.alertId && event instanceof KeyboardEvent && event.key === 'Enter') onSelect(data.alertId);
        }}
        onRowClicked={({ data }: RowClickedEvent<AlertRow>) => {
          if (data?.alertId) onSelect(data.alertId);
        }}
      />
    </div>
  );
}
