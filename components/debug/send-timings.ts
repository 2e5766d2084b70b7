import { readTimings } from './timings.ts';

/** Sends marks and calls of this page, once, when it is left. No id of a visitor goes with them, and no query: that is what people type. */
export function sendTimingsTo(url: string): () => void {
  const send = () => {
    if (document.visibilityState !== 'hidden') return;
    removeEventListener('visibilitychange', send);
    const { marks, calls } = readTimings();
    const body = {
      page: location.pathname,
      marks,
      calls: calls.map((call) => ({ ...call, path: withoutQuery(call.path) })),
    };
    navigator.sendBeacon(url, JSON.stringify(body));
  };
  addEventListener('visibilitychange', send);
  return () => removeEventListener('visibilitychange', send);
}

function withoutQuery(path: string): string {
  return path.replace(/[?#].*$/s, '');
}
