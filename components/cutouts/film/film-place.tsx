'use client';
import { Suspense } from 'react';
import { usePublished } from '#components/lightcurve/published.ts';
import { useSelectAlert, useSelectedAlertId } from '#components/object/object-context.tsx';
import { lazyPart } from '#components/ui/lazy-part.tsx';
import { useHydrated } from '#components/ui/use-hydrated.ts';
import styles from './film.module.css';
import { filmAxes } from './film-axis.ts';

const FilmStrip = lazyPart(async () => (await import('./film-strip.tsx')).FilmStrip, 'The film strip did not arrive.');

/** Room for the film strip from the first HTML on; it comes to life with the light curve. */
export function FilmPlace() {
  const select = useSelectAlert();
  const selectedAlertId = useSelectedAlertId();
  const [axis] = usePublished(filmAxes);
  const hydrated = useHydrated();
  return (
    <section className={styles.place} aria-labelledby="film-title">
      {hydrated && axis ? (
        <Suspense fallback={<FilmTitle />}>
          <FilmStrip curve={axis.curve} xRange={axis.xRange} selectedAlertId={selectedAlertId} onSelect={select} />
        </Suspense>
      ) : (
        <FilmTitle />
      )}
    </section>
  );
}

function FilmTitle() {
  return (
    <div className={styles.cap}>
      <div className={styles.line}>
        <h2 id="film-title">Film strip</h2>
      </div>
    </div>
  );
}
