import type { Miriade } from '#server/outside/miriade/miriade.ts';
import type { RequestScope } from './request-scope.ts';

/** Where a Solar System object is, day by day. */
export interface DayPosition {
  /** Unix time, ms. */
  readonly ms: number;
  /** ICRS J2000 as the centre of the Earth sees it, degrees. */
  readonly raDeg: number;
  readonly decDeg: number;
}

export interface MovingSource {
  /** Positions at 0 h UTC of each day; null where Miriade has no ephemeris. @throws {PortalError} naming Miriade. */
  days(
    question: { readonly name: string; readonly date: string; readonly count: number },
    scope: RequestScope,
  ): Promise<readonly DayPosition[] | null>;
}

const dayMs = 86_400_000;
const jdOfUnixZero = 2_440_587.5;
/** IAU code of the centre of the Earth: parallax matters nearer than 0.01 au only. */
const geocentre = '500';

/** Ephemerides for times at which nobody has observed yet. */
export function createMovingSource({ miriade }: { readonly miriade: Miriade }): MovingSource {
  return {
    async days({ name, date, count }, { call, trace }) {
      const first = Date.parse(`${date}T00:00Z`);
      const times = Array.from({ length: count }, (_, day) => first + day * dayMs);
      const isComet = name.startsWith('C/') || name.endsWith('P');
      const rows = await miriade.ephemeris(
        {
          name,
          kind: isComet ? 'comet' : 'asteroid',
          epochsJd: times.map((ms) => ms / dayMs + jdOfUnixZero),
          observer: geocentre,
        },
        { signal: call.signal, trace },
      );
      if (rows === undefined) return null;
      return rows.map(({ RA, DEC }, index) => ({ ms: times[index] ?? first, raDeg: Number(RA), decDeg: Number(DEC) }));
    },
  };
}
