import { readTimings } from './timings.ts';

/** Sends marks and calls of this page, once, when it is left. No id of a visitor goes with them. */
export function sendTimingsTo(url: string): () => void {
  const send = () => {
    if (document.visibilityState !== 'hidden') return;
    removeEventListener('visibilitychange', send);
    navigator.sendBeacon(url, JSON.stringify({ page: location.pathname, ...readTimings() }));
  };
  addEventListener('visibilitychange', send);
  return () => removeEventListener('visibilitychange', send);
}
