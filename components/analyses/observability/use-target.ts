import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useObjectPage } from '#components/object/object-context.tsx';
import { cancelled, portalTrpc } from '#components/trpc/portal-trpc.ts';
import { wordsOfFailure } from '#components/trpc/query-rules.ts';
import { dateAfter } from '#domain/observability/civil-time.ts';
import { type EphemerisPoint, fixedTarget, movingTarget, type Target } from '#domain/observability/target.ts';

export interface PlacedTarget {
  readonly target: Target;
  /** Where it is when; one line for what stays. */
  readonly points: readonly EphemerisPoint[];
  /** What has to be said of a thing that moves; '' for one that stays. */
  readonly words: string;
}

/** The object's place over some days from a date on: of Miriade for what moves, else where its alerts are. */
export function useTarget(date: string, days: number): PlacedTarget {
  const { facts } = useObjectPage();
  const { raDeg, decDeg, solarSystemName: name } = facts;
  const { data, error, isFetching } = useQuery({
    ...portalTrpc().dayPositions.queryOptions(
      { name: name ?? '', date: dateAfter(date, -1), count: days + 3 },
      cancelled,
    ),
    enabled: name !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const words = name === null ? '' : wordsOf({ name, data, error, isFetching });
  return useMemo(() => {
    const still = [{ ms: 0, raDeg, decDeg }];
    const moving = data ? movingTarget(data) : undefined;
    return moving && data
      ? { target: moving, points: data, words }
      : { target: fixedTarget({ raDeg, decDeg }), points: still, words };
  }, [raDeg, decDeg, data, words]);
}

interface Asked {
  readonly name: string;
  readonly data: readonly EphemerisPoint[] | null | undefined;
  readonly error: unknown;
  readonly isFetching: boolean;
}

function wordsOf({ name, data, error, isFetching }: Asked): string {
  const still = 'All of this is for its place in the last alert.';
  if (data) return `${name} moves: places are those of Miriade (IMCCE), day by day, seen from the centre of the Earth.`;
  if (data === null) return `${name} moves, and Miriade has no ephemeris of it. ${still}`;
  if (isFetching)
    return `${name} moves: asking Miriade where it will be. Until then it stays where its last alert was.`;
  return error ? `${name} moves, and its ephemeris did not come: ${wordsOfFailure(error)}. ${still}` : '';
}
