'use client';
import { useEffect, useState } from 'react';
import type { StampFrame } from '#domain/stamps/frame.ts';
import { FrameFailure, loadFrame } from './stamp-frames.ts';

export type FrameState =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly frame: StampFrame }
  | { readonly state: 'failed'; readonly message: string; readonly missing: boolean };

const loading: FrameState = { state: 'loading' };

/** The frame at `url`; `attempt` begins again after a failure. */
export function useFrame(url: string, attempt = 0): FrameState {
  const [known, setKnown] = useState<{ url: string; value: FrameState }>({ url: '', value: loading });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is another effect
  useEffect(() => {
    let over = false;
    const settle = (value: FrameState) => {
      if (!over) setKnown({ url, value });
    };
    setKnown((before) => (before.url === url && before.value.state === 'ready' ? before : { url, value: loading }));
    loadFrame(url).then(
      (frame) => settle({ state: 'ready', frame }),
      (error: unknown) => {
        const missing = error instanceof FrameFailure && error.missing;
        settle({ state: 'failed', message: error instanceof Error ? error.message : String(error), missing });
      },
    );
    return () => {
      over = true;
    };
  }, [url, attempt]);
  return known.url === url ? known.value : loading;
}
