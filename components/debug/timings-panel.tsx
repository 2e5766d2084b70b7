'use client';
import { useEffect, useState } from 'react';
import { controlStyles } from '#components/ui/control.tsx';
import { readTimings, type Timings } from './timings.ts';
import styles from './timings-panel.module.css';

const msText = (ms: number): string => `${ms.toFixed(ms < 10 ? 1 : 0)} ms`;

function useTimings(): Timings {
  const [timings, setTimings] = useState(readTimings);
  useEffect(() => {
    const watcher = new PerformanceObserver(() => setTimings(readTimings()));
    for (const type of ['mark', 'resource', 'navigation']) watcher.observe({ type, buffered: true });
    return () => watcher.disconnect();
  }, []);
  return timings;
}

/** What was seen when, and what the server did for every call of this page. Read from the browser; nothing is sent. */
export function TimingsPanel() {
  const { marks, calls } = useTimings();
  const [open, setOpen] = useState(true);
  if (!open) return null;
  return (
    <aside className={styles.panel} aria-label="Timings of this page">
      <header>
        <b>Timings</b>
        {marks.map(({ name, atMs }) => (
          <span key={name} data-timing={name}>
            {name.replace('-', ' ')} <b>{msText(atMs)}</b>
          </span>
        ))}
        <button type="button" className={controlStyles.button} onClick={() => setOpen(false)}>
          Close
        </button>
      </header>
      <table>
        <thead>
          <tr>
            <th scope="col">Call</th>
            <th scope="col">Status</th>
            <th scope="col">From</th>
            <th scope="col">Took</th>
            <th scope="col">At the server</th>
          </tr>
        </thead>
        <tbody>
          {calls.map(({ path, startMs, durationMs, status, stages }) => (
            <tr key={`${path} ${startMs}`}>
              <td title={path}>{path}</td>
              <td>{status || '–'}</td>
              <td>{msText(startMs)}</td>
              <td>{msText(durationMs)}</td>
              <td>{stages.map(({ name, ms }) => `${name} ${msText(ms)}`).join(' · ') || '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </aside>
  );
}
