'use client';
import { useObjectPage, useView } from '#components/object/object-context.tsx';
import { controlStyles } from '#components/ui/control.tsx';
import { overlayChoices } from './overlay-list.ts';

/** Switches of other people's photometry. Nothing is asked before one is on: the light curve loads what is. */
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
    </>
  );
}
