'use client';
import { Suspense } from 'react';
import { useObjectPage, useView } from '#components/object/object-context.tsx';
import { controlStyles, Select } from '#components/ui/control.tsx';
import { lazyPart } from '#components/ui/lazy-part.tsx';
import sections from '#components/ui/section.module.css';
import { imageSurveyLabel, imageSurveyNames } from '#domain/stamps/image-surveys.ts';
import styles from '../stamps.module.css';
import { useEpochs } from '../use-epochs.ts';
import { colourEpochs, isOfEpochs, isOfImage, otherEpoch } from './compare.ts';
import { epochName } from './use-compared.ts';

const ways = [
  { value: 'blink', label: 'Blink' },
  { value: 'swipe', label: 'Swipe' },
  { value: 'rgb', label: 'Colours' },
] as const;

const pairOptions = [
  { value: 'st', label: 'science, template' },
  { value: 'sd', label: 'science, difference' },
  { value: 'td', label: 'template, difference' },
  { value: 'std', label: 'all three' },
  { value: 'es', label: 'two epochs, science' },
  { value: 'et', label: 'two epochs, template' },
  { value: 'ed', label: 'two epochs, difference' },
  { value: 'si', label: 'science, sky survey' },
  { value: 'ti', label: 'template, sky survey' },
  { value: 'di', label: 'difference, sky survey' },
] as const;

const imageOptions = imageSurveyNames.map((value) => ({ value, label: imageSurveyLabel(value) }));

const SurveyImageWords = lazyPart(
  async () => (await import('./survey-image.tsx')).SurveyImageWords,
  'The images of sky surveys did not arrive.',
);

const rates = ['0.5', '1', '2', '4', '8'] as const;
const rateOptions = rates.map((value) => ({ value, label: `${value} Hz` }));
const colourOptions = [
  { value: 'bands', label: 'three bands' },
  { value: 'epochs', label: 'three epochs' },
] as const;

/** What is compared in the first tile, and how fast. */
export function CompareBar({ alertId }: { readonly alertId: string }) {
  const { view: store } = useObjectPage();
  const view = useView();
  const way = view.compare === 'off' ? 'blink' : view.compare;
  const rate = rates.find((value) => Number(value) === view.blinkHz) ?? '2';
  return (
    <fieldset className={`${sections.bar} ${styles.compare}`} aria-label="Comparison">
      <Select label="Way of comparing" value={way} options={ways} onChange={(compare) => store.set({ compare })} />
      {way === 'rgb' ? (
        <Select
          label="What the colours are"
          value={view.colours}
          options={colourOptions}
          onChange={(colours) => store.set({ colours })}
        />
      ) : (
        <Select
          label="Stamps compared"
          value={view.pair}
          options={pairOptions}
          onChange={(pair) => store.set({ pair })}
        />
      )}
      {way !== 'rgb' && isOfImage(view.pair) ? (
        <Select
          label="Sky survey"
          value={view.image}
          options={imageOptions}
          onChange={(image) => store.set({ image })}
        />
      ) : null}
      {way === 'blink' ? (
        <Select
          label="Changes a second"
          value={rate}
          options={rateOptions}
          onChange={(hz) => store.set({ blinkHz: Number(hz) })}
        />
      ) : null}
      <Epochs alertId={alertId} />
      <span className={sections.space} />
      <button type="button" className={controlStyles.button} onClick={() => store.set({ compare: 'off' })}>
        Done
      </button>
    </fieldset>
  );
}

/** Which epochs take part, in words, and the pin. */
function Epochs({ alertId }: { readonly alertId: string }) {
  const { facts, view: store } = useObjectPage();
  const { compare, pair, against, pinned, colours } = useView();
  const epochs = useEpochs();
  if (!epochs) return null;
  if (compare === 'rgb') {
    const chosen = colourEpochs(epochs, { by: colours, alertId, bands: facts.bands });
    const words = colours === 'bands' ? 'This object was seen in one band only.' : 'There are fewer than three epochs.';
    return (
      <span className={styles.compared}>
        {chosen ? chosen.map((epoch, at) => `${['R', 'G', 'B'][at]} ${epochName(epoch)}`).join(' · ') : words}
      </span>
    );
  }
  if (isOfImage(pair)) {
    return (
      <Suspense fallback={null}>
        <SurveyImageWords alertId={alertId} />
      </Suspense>
    );
  }
  if (!isOfEpochs(pair)) return null;
  const other = otherEpoch(epochs, alertId, against ?? pinned.at(-1) ?? null);
  return (
    <>
      <span className={styles.compared}>{other ? `with ${epochName(other)}` : 'There is no other epoch.'}</span>
      <button
        type="button"
        className={controlStyles.button}
        aria-pressed={against !== null}
        title="Compares all others with this one while you walk over them"
        onClick={() => store.set({ against: against === null ? alertId : null })}
      >
        {against === null ? 'Keep this epoch' : 'Let go'}
      </button>
    </>
  );
}
