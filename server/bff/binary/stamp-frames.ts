import { bytesFromFrame } from '#domain/stamps/frame.ts';
import { planesFromFits } from '#domain/stamps/planes-from-fits.ts';
import { createFreshCache } from '#server/resilience/fresh-cache.ts';
import type { RequestScope } from '../request-scope.ts';
import type { AlertName } from '../stamp-fetch.ts';
import type { StampSource } from '../stamp-source.ts';

export type FramePrecision = 'display' | 'full';

export interface StampFrames {
  /** The three stamps of an alert as one body. @throws {PortalError} as `StampSource.stamps` does. */
  frame(alert: AlertName, precision: FramePrecision, scope: RequestScope): Promise<Uint8Array>;
}

export interface StampFramesDeps {
  readonly stamps: StampSource;
  readonly nowMs: () => number;
}

const day = 86_400_000;
const mostBytes = 32e6;

/** Frames as they are sent: made of the FITS once, and those that pages show kept, at a third of the size of their FITS. */
export function createStampFrames({ stamps, nowMs }: StampFramesDeps): StampFrames {
  const kept = createFreshCache<Uint8Array>({
    freshMs: day,
    keepMs: day,
    maxWeight: mostBytes,
    weight: (bytes) => bytes.byteLength,
    nowMs,
  });

  return {
    async frame(alert, precision, scope) {
      const key = `${alert.survey} ${alert.objectId} ${alert.alertId}`;
      const known = precision === 'display' ? kept.fresh(key) : undefined;
      if (known !== undefined) {
        scope.trace.note('cache', 'hit');
        return known.value;
      }
      const files = await stamps.stamps(alert, scope);
      const bytes = scope.trace.span('encode', () => bytesFromFrame(planesFromFits(files), precision));
      if (precision === 'display') kept.set(key, bytes);
      return bytes;
    },
  };
}
