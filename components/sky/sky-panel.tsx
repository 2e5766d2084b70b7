'use client';
import { Suspense, useState } from 'react';
import { useObjectPage, useView } from '#components/object/object-context.tsx';
import { controlStyles, Select } from '#components/ui/control.tsx';
import { lazyPart } from '#components/ui/lazy-part.tsx';
import { imagesAt, skyImages } from './sky-images.ts';
import styles from './sky-panel.module.css';

const SkyView = lazyPart(async () => (await import('./sky-view.tsx')).SkyView, 'The view of the sky did not arrive.');

/** The sky around an object in Aladin Lite. Program and images come from elsewhere, so nothing is loaded before a click. */
export function SkyPanel({ imagesUrl }: { readonly imagesUrl: string }) {
  const { facts, view } = useObjectPage();
  const { skyImage } = useView();
  const [open, setOpen] = useState(false);
  const names = imagesAt(facts.decDeg);
  const name = skyImage ?? names[0] ?? 'dss';
  const options = names.map((value) => ({ value, label: skyImages[value].title }));
  return (
    <section className={styles.panel} aria-labelledby="sky-title">
      <div className={styles.bar}>
        <h2 id="sky-title">Sky</h2>
        {open ? (
          <Select
            label="Image of the sky"
            value={name}
            options={options}
            onChange={(chosen) => view.set({ skyImage: chosen === names[0] ? null : chosen })}
          />
        ) : (
          <span className={styles.note}>images of the CDS</span>
        )}
        <button
          type="button"
          className={controlStyles.outlined}
          aria-expanded={open}
          aria-controls="sky-view"
          onClick={() => setOpen(!open)}
        >
          {open ? 'Close' : 'Open in Aladin'}
        </button>
      </div>
      <div id="sky-view">
        {open ? (
          <Suspense fallback={<div className={styles.sky} data-waiting="" />}>
            <SkyView imageUrl={`${imagesUrl}/${skyImages[name].path}`} title={skyImages[name].title} />
          </Suspense>
        ) : null}
      </div>
    </section>
  );
}
