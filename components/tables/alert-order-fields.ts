import { choiceField } from '#components/view/field.ts';
import type { AlertColumn } from './alert-rows.ts';

/** A column of the table of all alerts, with `-` before it from the largest down. */
export type AlertOrder = AlertColumn | `-${AlertColumn}`;

const columns: readonly AlertColumn[] = ['mjd', 'band', 'kind', 'mag', 'flux', 'signalToNoise', 'limitMag', 'alertId'];

/** Newest first unless chosen. */
export const alertOrderFields = {
  alertOrder: choiceField<AlertOrder>('rows', ['-mjd', ...columns, ...columns.map((name) => `-${name}` as const)]),
} as const;

export interface ColumnOrder {
  readonly column: AlertColumn;
  readonly descending: boolean;
}

export function columnOrder(order: AlertOrder): ColumnOrder {
  const column = columns.find((name) => order.endsWith(name)) ?? 'mjd';
  return { column, descending: order.startsWith('-') };
}

/** The order that a sorted column of the table means; undefined for one that has none. */
export function orderOfColumn(name: string, sort: 'asc' | 'desc'): AlertOrder | undefined {
  const column = columns.find((own) => own === name);
  return column && (sort === 'desc' ? `-${column}` : column);
}
