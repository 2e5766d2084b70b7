'use client';
import { useState } from 'react';
import { useObjectPage, useView } from '#components/object/object-context.tsx';
import { controlStyles, Select } from '#components/ui/control.tsx';
import { Icon } from '#components/ui/icons.tsx';
import type { Epoch } from '../epoch.ts';
import type { CommonCuts } from './common-cuts.ts';
import styles from './film.module.css';
import type { FilmForm } from './film-export.ts';
import type { FilmPlay } from './use-film-play.ts';

const kinds = [
  { value: 'Difference', label: 'difference' },
  { value: 'Science', label: 'science' },
  { value: 'Template', label: 'template' },
  { value: 'off', label: 'hidden' },
] as const;

export interface FilmCapProps {
  readonly epochs: readonly Epoch[];
  readonly at: number;
  /** Epochs of the object, also those outside of the axis. */
  readonly all: number;
  readonly play: FilmPlay;
  readonly onSelect: (alertId: string) => void;
  readonly onAsk: () => void;
  readonly cuts: CommonCuts;
}

/** Title, kind, play and export of the film. */
export function FilmCap({ epochs, at, all, play, onSelect, onAsk, cuts }: FilmCapProps) {
  const { view: store } = useObjectPage();
  const { strip } = useView();
  const counted =
    epochs.length === all ? `${all} ${all === 1 ? 'alert' : 'alerts'}` : `${epochs.length} of ${all} alerts`;
  const step = (by: number) => {
    const next = epochs[at + by];
    if (next) onSelect(next.alertId);
  };
  return (
    <div className={styles.cap}>
      <div className={styles.line}>
        <h2 id="film-title">Film strip</h2>
        <Select
          label="Stamp of the film strip"
          value={strip}
          options={kinds}
          onChange={(kind) => store.set({ strip: kind })}
        />
        {epochs.length > 1 ? (
          <>
            <PlayButton play={play} onAsk={onAsk} />
            <StepButton label="Step back" icon="left" onStep={() => step(-1)} />
            <StepButton label="Step on" icon="right" onStep={() => step(1)} />
          </>
        ) : null}
      </div>
      {strip === 'off' ? null : (
        <div className={styles.line}>
          <span className={styles.quiet}>{counted}</span>
          {epochs.length > 0 ? <Exports epochs={epochs} cuts={cuts} /> : null}
        </div>
      )}
    </div>
  );
}

function PlayButton({ play, onAsk }: Pick<FilmCapProps, 'play' | 'onAsk'>) {
  const words = play.isPlaying ? 'Stop' : 'Play, three epochs a second';
  return (
    <button
      type="button"
      className={controlStyles.bare}
      aria-label={words}
      title={words}
      onClick={() => {
        onAsk();
        play.toggle();
      }}
    >
      <Icon name={play.isPlaying ? 'stop' : 'play'} />
    </button>
  );
}

interface StepButtonProps {
  readonly label: string;
  readonly icon: 'left' | 'right';
  readonly onStep: () => void;
}

function StepButton({ label, icon, onStep }: StepButtonProps) {
  return (
    <button type="button" className={`${controlStyles.bare} ${styles.step}`} aria-label={label} onClick={onStep}>
      <Icon name={icon} />
    </button>
  );
}

type Progress = { readonly done: number; readonly of: number; readonly stop: () => void } | { readonly failed: string };

function Exports({ epochs, cuts }: { readonly epochs: readonly Epoch[]; readonly cuts: CommonCuts }) {
  const { facts } = useObjectPage();
  const view = useView();
  const [progress, setProgress] = useState<Progress | null>(null);
  const start = async (form: FilmForm) => {
    const stop = new AbortController();
    setProgress({ done: 0, of: epochs.length, stop: () => stop.abort() });
    try {
      const { exportFilm } = await import('./film-export.ts');
      await exportFilm({ facts, view, epochs, cuts: cuts.now() }, form, {
        signal: stop.signal,
        onProgress: (done, of) => setProgress({ done, of, stop: () => stop.abort() }),
      });
      setProgress(null);
    } catch (error) {
      setProgress(stop.signal.aborted ? null : { failed: error instanceof Error ? error.message : String(error) });
    }
  };
  if (progress && 'done' in progress) {
    return (
      <span className={styles.quiet} role="status">
        {progress.done} of {progress.of}{' '}
        <button type="button" className={styles.small} onClick={progress.stop}>
          stop
        </button>
      </span>
    );
  }
  const canRecord = typeof MediaRecorder === 'function' && MediaRecorder.isTypeSupported('video/webm');
  return (
    <>
      <button
        type="button"
        className={styles.small}
        title="The film as a moving picture, dates and scale in it"
        onClick={() => void start('gif')}
      >
        GIF
      </button>
      {canRecord ? (
        <button
          type="button"
          className={styles.small}
          title="The film as a video, dates and scale in it"
          onClick={() => void start('webm')}
        >
          WebM
        </button>
      ) : null}
      {progress ? (
        <span className={styles.quiet} role="status">
          {progress.failed}
        </span>
      ) : null}
    </>
  );
}
