'use client';
import { useObjectPage, useView } from '#components/object/object-context.tsx';
import type { StampSign } from '../sign.ts';
import styles from '../stamps.module.css';

/** Which way the difference is shown; where the file has it the other way round, a press shows that. */
export function SignCaption({ words, sign }: { readonly words: string; readonly sign: StampSign }) {
  const { view: store } = useObjectPage();
  const { sign: shown } = useView();
  if (!sign.isChoice) return <span title={sign.title}>{words}</span>;
  const other = shown === 'flux' ? 'file' : 'flux';
  return (
    <button type="button" className={styles.turn} title={sign.title} onClick={() => store.set({ sign: other })}>
      {words}
    </button>
  );
}
