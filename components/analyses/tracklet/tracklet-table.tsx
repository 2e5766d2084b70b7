import { useObjectPage } from '#components/object/object-context.tsx';
import type { TrackletPoint } from '#components/trpc/answers.ts';
import { Scrolled } from '#components/ui/scrolled.tsx';
import { dmsFromDec, hmsFromRa } from '#domain/coordinates/position-text.ts';
import { isoFromMjd } from '#domain/object/format-value.ts';
import kit from '../kit/analysis.module.css';

/** The alerts of a tracklet, oldest first. */
export function TrackletTable({ points }: { readonly points: readonly TrackletPoint[] }) {
  const { timeScale } = useObjectPage().facts;
  return (
    <Scrolled label="Alerts of the tracklet" className={kit.scroll}>
      <table className={kit.table}>
        <thead>
          <tr>
            <th scope="col">Object</th>
            <th scope="col">Time, {timeScale}</th>
            <th scope="col">Band</th>
            <th scope="col">Difference mag</th>
            <th scope="col">RA (ICRS)</th>
            <th scope="col">Dec (ICRS)</th>
          </tr>
        </thead>
        <tbody>
          {points.map(({ objectId, alertId, mjd, band, mag, magErr, raDeg, decDeg }) => (
            <tr key={alertId}>
              <th scope="row">
                <a href={`/${encodeURIComponent(objectId)}`}>{objectId}</a>
              </th>
              <td>{isoFromMjd(mjd)}</td>
              <td data-band={band}>
                <i>{band}</i>
              </td>
              <td>{mag === null ? '–' : `${mag.toFixed(2)}${magErr === null ? '' : ` ± ${magErr.toFixed(2)}`}`}</td>
              <td>{hmsFromRa(raDeg, 3)}</td>
              <td>{dmsFromDec(decDeg, 2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  );
}
