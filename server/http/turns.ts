/** Turns of the event loop, as far as requests begin in them. */
export interface Turns {
  /**
   * What gives the place of a request that begins now back: at once, or with the end of this turn when the request ends within it.
   * Requests that never wait for anything are answered one after another in one turn, while all that came with them wait for the processor:
   * they take places together, or nobody would ever be told that there are too many.
   */
  placeUntil(ended: () => void): () => void;
}

export function createTurns(): Turns {
  let turn = 0;
  let isWatched = false;
  return {
    placeUntil(ended) {
      if (!isWatched) {
        isWatched = true;
        setImmediate(() => {
          isWatched = false;
          turn++;
        });
      }
      const began = turn;
      return () => {
        if (turn === began) setImmediate(ended);
        else ended();
      };
    },
  };
}
