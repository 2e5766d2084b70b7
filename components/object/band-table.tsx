'use client';
// Not for state: as a client component its few props travel, and not every element a second time.
import markStyles from '#components/lightcurve/figure-marks.module.css';
import { markPath } from '#components/lightcurve/marker-paths.ts';
import tables from '#components/tables/plain-table.module.css';
import { Scrolled } from '#components/ui/scrolled.tsx';
import type { BandSummary } from './band-summary.ts';

/** The bands of an object side by side: what the light curve says in numbers, readable without script. */
export function BandTable({
  bands,
  timeScale,
}: {
  readonly bands: readonly BandSummary[];
  readonly timeScale: string;
}) {
  return (
    <Scrolled label="Bands" className={tables.scroll}>
      <table className={tables.table}>
        <thead>
          <tr>
            <th scope="col">Band</th>
            <th scope="col" data-number="">
              Detections
            </th>
            <th scope="col" data-number="">
              Limits
            </th>
            <th scope="col" data-number="">
              Brightest, mag
            </th>
            <th scope="col">{timeScale}</th>
            <th scope="col" data-number="">
              Latest, mag
            </th>
            <th scope="col" data-number="">
              Latest flux, µJy
            </th>
            <th scope="col">{timeScale}</th>
          </tr>
        </thead>
        <tbody>
          {bands.map((row) => (
            <tr key={row.band}>
              <th scope="row">
                <svg className={tables.mark} viewBox="-7 -7 14 14" aria-hidden="true">
                  <path
                    className={markStyles.detection}
                    data-band={row.band}
                    data-mark=""
                    d={markPath('detection', row.band, row.marker)}
                  />
                </svg>
                {row.band}
              </th>
              <td data-number="">{row.detections}</td>
              <td data-number="">{row.limits}</td>
              <td data-number="">{row.brightest}</td>
              <td>{row.brightestDate}</td>
              <td data-number="">{row.latest}</td>
              <td data-number="">{row.flux}</td>
              <td>{row.latestDate}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  );
}
