'use client';
import { useObjectPage, useView } from '#components/object/object-context.tsx';
import { Key, Select } from '#components/ui/control.tsx';
import { useShortcut } from '#components/ui/shortcuts.ts';
import { Toggle } from '#components/ui/toggle.tsx';
import { frameUrl } from '../frame-url.ts';
import styles from '../stamps.module.css';
import { useFrame } from '../use-frame.ts';
import { CutHistogram } from './cut-histogram.tsx';

const presets = [
  { value: 'auto', label: 'auto' },
  { value: '0..100', label: 'min – max' },
  { value: '0.1..99.9', label: '99.8 %' },
  { value: '0.5..99.5', label: '99 %' },
  { value: '1..99', label: '98 %' },
  { value: '2.5..97.5', label: '95 %' },
] as const;

const own = { value: 'own', label: 'own' } as const;

/** Turns all tiles so that north is up; only where the stamps tell where it is. */
function NorthButton() {
  const { view: store } = useObjectPage();
  const { northUp } = useView();
  const turn = (turned: boolean) => store.set({ northUp: turned });
  useShortcut({ key: 'n', label: 'Stamps north up, or as taken', group: 'Object' }, () => turn(!northUp));
  return (
    <Toggle pressed={northUp} title="Turn all stamps by their WCS: north up, east left" onChange={turn}>
      North up <Key>n</Key>
    </Toggle>
  );
}

/** Cuts of all stamps: a histogram of the science stamp with two handles, and percentages; and which way is up. */
export function StampTools({ alertId }: { readonly alertId: string }) {
  const { facts, view: store } = useObjectPage();
  const { cuts } = useView();
  const { frame } = useFrame(frameUrl(facts.survey, facts.objectId, alertId));
  const plane = frame?.Science ?? frame?.Template ?? null;
  const text = cuts ? `${cuts.from}..${cuts.to}` : 'auto';
  const known = presets.find(({ value }) => value === text);
  const choose = (value: (typeof presets)[number]['value'] | 'own') => {
    if (value === 'own') return;
    const [from, to] = value.split('..').map(Number);
    store.set({ cuts: from === undefined || to === undefined ? null : { from, to } });
  };
  return (
    <span className={styles.cuts}>
      <span className={styles.cutsLabel}>Cuts</span>
      <CutHistogram plane={plane} />
      <Select
        label="Cuts, share of the pixels between them"
        value={known?.value ?? 'own'}
        options={known ? presets : [...presets, { ...own, label: `${text.replace('..', ' – ')} %` }]}
        onChange={choose}
      />
      {plane?.wcs ? <NorthButton /> : null}
    </span>
  );
}
