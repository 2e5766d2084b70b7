'use client';
import { useEffect, useState } from 'react';

const patienceMs = 6_000;

/** Whether a server of sky images answers: it describes each image in a small text. Undefined until that is known. */
export function useReachable(imageUrl: string, attempt: number): boolean | undefined {
  const [known, setKnown] = useState<{ readonly asked: string; readonly answers: boolean } | null>(null);
  const asked = `${attempt} ${imageUrl}`;
  useEffect(() => {
    const leaving = new AbortController();
    const signal = AbortSignal.any([leaving.signal, AbortSignal.timeout(patienceMs)]);
    fetch(`${imageUrl}/properties`, { signal }).then(
      ({ ok }) => setKnown({ asked, answers: ok }),
      () => {
        if (!leaving.signal.aborted) setKnown({ asked, answers: false });
      },
    );
    return () => leaving.abort();
  }, [asked, imageUrl]);
  return known?.asked === asked ? known.answers : undefined;
}
