'use client';
import { useEffect, useState } from 'react';

const patienceMs = 6_000;

/** Whether a server of sky images answers: it describes each image in a small text. Undefined until that is known. */
export function useReachable(imageUrl: string): boolean | undefined {
  const [known, setKnown] = useState<{ readonly url: string; readonly answers: boolean } | null>(null);
  useEffect(() => {
    const leaving = new AbortController();
    const signal = AbortSignal.any([leaving.signal, AbortSignal.timeout(patienceMs)]);
    fetch(`${imageUrl}/properties`, { signal }).then(
      ({ ok }) => setKnown({ url: imageUrl, answers: ok }),
      () => {
        if (!leaving.signal.aborted) setKnown({ url: imageUrl, answers: false });
      },
    );
    return () => leaving.abort();
  }, [imageUrl]);
  return known?.url === imageUrl ? known.answers : undefined;
}
