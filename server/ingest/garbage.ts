import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const collectAboveBytes = 64 * 1024 * 1024;

/**
 * Returns a function that collects garbage when much memory hangs on buffers. V8 weighs its own heap: the stamps of batches long written,
 * which lie outside it, would else pile up to some hundred MB.
 */
export function createBufferCollector(): () => void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  return () => {
    if (typeof collect === 'function' && process.memoryUsage().arrayBuffers > collectAboveBytes) collect();
  };
}
