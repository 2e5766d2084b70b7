'use client';
import { lazy, Suspense } from 'react';
import { useObjectPage, useView } from '#components/object/object-context.tsx';
import { controlStyles } from '#components/ui/control.tsx';
import { overlayChoices } from './overlay-list.ts';

const OverlayLoader = lazy(async () => {
  const { OverlayLoader } = await import('./overlay-loader.tsx');
  return { default: OverlayLoader };
});

/** Switches of other people's photometry. Nothing is asked before one is on. */
export function OverlaySwitches() {
  const { facts, view } = useObjectPage();
  const { overlays } = useView();
  const toggle = (id: string) =>
    view.set({ overlays: overlays.includes(id) ? overlays.filter((one) => one !== id) : [...overlays, id].sort() });
  return (
    <>
      {overlayChoices(facts.survey).map(({ id, title, credit }) => (
        <button
          key={id}
          type="button"
          className={controlStyles.button}
          aria-pressed={overlays.includes(id)}
          title={credit}
          onClick={() => toggle(id)}
        >
          {title}
        </button>
      ))}
      {overlays.length > 0 ? (
        <Suspense fallback={null}>
          <OverlayLoader />
        </Suspense>
      ) : null}
    </>
  );
}
