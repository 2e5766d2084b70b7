/** How long requests begin in one turn of the event loop; whoever came meanwhile waits as long before being seen. */
export const turnMs = 4;
/** How long connections are accepted, one a turn, with nothing between them; requests then have as long. */
const acceptMs = 25;

export interface TurnsDeps {
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
  /** Calls back behind the next look at all sockets, one call after another with whatever each has left to do: `setImmediate`. */
  readonly later: (work: () => void) => void;
}

/** Turns of the event loop, as far as requests begin in them. */
export interface Turns {
  /**
   * What gives the place of a request that begins now back: at once, or with the end of this turn when the request ends within it.
   * Requests that never wait for anything are answered one after another in one turn, while all that came with them wait for the processor:
   * they take places together, or nobody would ever be told that there are too many.
   */
  placeUntil(ended: () => void): () => void;
  /**
   * A connection was accepted. A turn accepts one, and nobody beyond it can be answered or refused, so while they come nothing else begins;
   * half of the time at most.
   */
  accepted(): void;
  /** Undefined for a request that may begin at once; else resolves, in the order asked, in a turn that has time for it. */
  untilTurn(): Promise<void> | undefined;
}

/** For how long connections have been accepted, turn after turn; begins anew after twice the time that it may take. */
function createAccepting(nowMs: () => number) {
  let lastTurn = Number.NaN;
  let sinceMs = 0;
  /** Milliseconds; not a number when none was accepted in this turn or the one before. */
  const forMs = (turn: number): number => (turn - lastTurn <= 1 ? nowMs() - sinceMs : Number.NaN);
  return {
    forMs,
    accepted(turn: number): void {
      if (!(forMs(turn) < 2 * acceptMs)) sinceMs = nowMs();
      lastTurn = turn;
    },
  };
}

export function createTurns({ nowMs, later }: TurnsDeps): Turns {
  let turn = 0;
  let isWatched = false;
  /** When the first request began in this turn, and how long others may follow it. */
  let beganMs: number | undefined;
  let allowedMs = turnMs;
  /** When a request was put off in this turn: from then on the loop has not slept. */
  let putOffMs: number | undefined;
  const accepting = createAccepting(nowMs);
  const waiting: (() => void)[] = [];

  const watch = (): void => {
    if (isWatched) return;
    isWatched = true;
    later(() => {
      isWatched = false;
      // As long as it took to look at all who came, most of them to be refused: they may take half of the time at most.
      allowedMs = putOffMs === undefined ? turnMs : Math.max(turnMs, nowMs() - putOffMs);
      putOffMs = undefined;
      beganMs = undefined;
      turn++;
    });
  };
  const hasTime = (): boolean => {
    watch();
    if (accepting.forMs(turn) < acceptMs) return false;
    beganMs ??= nowMs();
    return nowMs() - beganMs < allowedMs;
  };
  const next = (): void => {
    if (hasTime()) {
      waiting.shift()?.();
      return;
    }
    putOffMs = nowMs();
    later(next);
  };

  return {
    placeUntil(ended) {
      watch();
      const began = turn;
      return () => {
        if (turn === began) later(ended);
        else ended();
      };
    },
    accepted() {
      accepting.accepted(turn);
      watch();
    },
    untilTurn() {
      if (waiting.length === 0 && hasTime()) return undefined;
      return new Promise((resolve) => {
        waiting.push(resolve);
        later(next);
      });
    },
  };
}
