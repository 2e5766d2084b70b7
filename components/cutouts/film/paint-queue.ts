/** Work for the screen, a little in each of its frames, so that a film that rushes by never holds up the page. */
export interface PaintQueue {
  /** In the order of arrival. Returns what takes the job back when nobody needs it any more. */
  add(job: () => void): () => void;
}

export interface PaintQueueDeps {
  readonly perFrame: number;
  readonly nextFrame: (run: () => void) => void;
}

export function createPaintQueue({ perFrame, nextFrame }: PaintQueueDeps): PaintQueue {
  const jobs = new Set<() => void>();
  let waits = false;
  const run = (): void => {
    waits = false;
    let left = perFrame;
    for (const job of jobs) {
      if (left-- === 0) break;
      jobs.delete(job);
      job();
    }
    wait();
  };
  const wait = (): void => {
    if (waits || jobs.size === 0) return;
    waits = true;
    nextFrame(run);
  };
  return {
    add(job) {
      const own = () => job();
      jobs.add(own);
      wait();
      return () => jobs.delete(own);
    },
  };
}
