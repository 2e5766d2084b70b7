import type { ChartSeries } from '#components/chart/chart-series.ts';
import { useSelectAlert, useSelectedAlertId } from '#components/object/object-context.tsx';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';

/** A line at the time of the selected alert, and how a click on a row of the light curve selects another. */
export function useSelection(curve: Lightcurve) {
  const select = useSelectAlert();
  const selected = useSelectedAlertId();
  const row = curve.alertId.indexOf(selected);
  const mjd = curve.mjd[row];
  const rule: readonly ChartSeries[] =
    mjd === undefined ? [] : [{ kind: 'rule', key: 'selected', axis: 'x', at: mjd, tone: 'accent', dashed: true }];
  return {
    row: row < 0 ? undefined : row,
    rule,
    pick(at: number | undefined) {
      const alert = at === undefined ? '' : (curve.alertId[at] ?? '');
      if (alert !== '') select(alert);
    },
  };
}
