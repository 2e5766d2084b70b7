import { describe, expect, test } from 'vitest';
import { PortalError } from '#domain/failure.ts';
import { runInWorker, type WorkerLike, workerOf } from './run-in-worker.ts';
import { type Computation, serveWorker, type WorkerScope } from './serve-worker.ts';
import { createWorkerRun } from './worker-run.ts';

/** A report that is news, whatever it is of. */
const news = 0.5;

/** A worker in this thread: messages are cloned and arrive later, as between threads. */
function inThisThread<Request, Progress, Result>(compute: (request: Request) => Computation<Progress, Result>) {
  const threads: { ended: boolean }[] = [];
  let clockMs = 0;
  const worker = workerOf<Request, Progress, Result>(() => {
    const thread = { ended: false };
    threads.push(thread);
    const later = (deliver: () => void) => setTimeout(() => thread.ended || deliver(), 0);
    const eventOf = (message: unknown) => new MessageEvent('message', { data: structuredClone(message) });
    const outside: WorkerLike = {
      onmessage: null,
      onerror: null,
      onmessageerror: null,
      postMessage(message) {
        const event = eventOf(message);
        later(() => inside.onmessage?.(event));
      },
      terminate() {
        thread.ended = true;
      },
    };
    const inside: WorkerScope = {
      onmessage: null,
      postMessage(message) {
        const event = eventOf(message);
        later(() => outside.onmessage?.(event));
      },
    };
    const nowMs = () => {
      clockMs += 30;
      return clockMs;
    };
    serveWorker(compute, { scope: inside, nowMs, isNews: (progress) => progress === news });
    return outside;
  });
  return { worker, threads };
}

function* sum(values: Float64Array): Generator<number, { total: number }> {
  let total = 0;
  for (let k = 0; k < values.length; k++) {
    total += values[k] ?? 0;
    yield (k + 1) / values.length;
  }
  return { total };
}

// biome-ignore lint/correctness/useYield: a computation that fails before it has anything to report
function* failing(kind: 'bad-request' | 'plain'): Generator<number, never> {
  throw kind === 'plain' ? new TypeError('no such column') : new PortalError('bad-request', 'too few points');
}

const aborted = expect.objectContaining({ kind: 'aborted' });

describe('a computation in a worker', () => {
  test('gives its result, reports on the way, and ends its thread', async () => {
    const { worker, threads } = inThisThread(sum);
    const seen: number[] = [];
    const result = await runInWorker(worker, Float64Array.of(1, 2, 3, 4), { onProgress: (share) => seen.push(share) });
    expect(result).toEqual({ total: 10 });
    expect(seen.length).toBeGreaterThan(0);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(threads).toEqual([{ ended: true }]);
  });

  test('reports that come too fast are left out, the result never', async () => {
    const { worker } = inThisThread(sum);
    const seen: number[] = [];
    await runInWorker(worker, new Float64Array(100), { onProgress: (share) => seen.push(share) });
    expect(seen.length).toBeLessThan(100);
  });

  test('news are told however fast they come', async () => {
    const { worker } = inThisThread(sum);
    const seen: number[] = [];
    await runInWorker(worker, new Float64Array(4), { onProgress: (share) => seen.push(share) });
    expect(seen).toEqual([0.25, 0.5, 1]);
  });

  test('an abort ends the thread at once and says so', async () => {
    const { worker, threads } = inThisThread(sum);
    const control = new AbortController();
    const running = runInWorker(worker, new Float64Array(10), { signal: control.signal });
    control.abort();
    await expect(running).rejects.toEqual(aborted);
    expect(threads).toEqual([{ ended: true }]);
  });

  test('a signal that was aborted before starts no thread', async () => {
    const { worker, threads } = inThisThread(sum);
    const running = runInWorker(worker, new Float64Array(1), { signal: AbortSignal.abort() });
    await expect(running).rejects.toEqual(aborted);
    expect(threads).toEqual([]);
  });

  test('failures keep their words, and their kind where they have one', async () => {
    const { worker } = inThisThread(failing);
    await expect(runInWorker(worker, 'bad-request')).rejects.toMatchObject({
      kind: 'bad-request',
      message: 'too few points',
    });
    await expect(runInWorker(worker, 'plain')).rejects.toMatchObject({ kind: 'internal', message: 'no such column' });
  });

  test('a thread that cannot start is a failure with words', async () => {
    const thread: WorkerLike = {
      onmessage: null,
      onerror: null,
      onmessageerror: null,
      postMessage: () =>
        queueMicrotask(() => thread.onerror?.(Object.assign(new Event('error'), { message: '' }) as ErrorEvent)),
      terminate: () => {},
    };
    const running = runInWorker(
      workerOf<number, number, number>(() => thread),
      1,
    );
    await expect(running).rejects.toMatchObject({
      kind: 'internal',
      message: expect.stringContaining('could not start'),
    });
  });

  test('what cannot be copied to another thread is refused, not hung on', async () => {
    const { worker } = inThisThread(function* (_: unknown): Generator<number, number> {
      yield 1;
      return 1;
    });
    await expect(runInWorker(worker, () => 1)).rejects.toMatchObject({ kind: 'internal' });
  });
});

describe('a run', () => {
  const until = async <State>(read: () => State, wanted: (state: State) => boolean) => {
    while (!wanted(read())) await new Promise((resolve) => setTimeout(resolve, 1));
    return read();
  };

  test('the newest request wins, older threads are ended', async () => {
    const { worker, threads } = inThisThread(sum);
    const run = createWorkerRun(worker);
    const totals: number[] = [];
    run.subscribe(() => {
      const state = run.get();
      if (state.status === 'done') totals.push(state.result.total);
    });
    run.start(Float64Array.of(1));
    run.start(Float64Array.of(2));
    await until(run.get, ({ status }) => status === 'done');
    expect(totals).toEqual([2]);
    expect(threads).toEqual([{ ended: true }, { ended: true }]);
  });

  test('a stop keeps the last result and says that it stopped', async () => {
    const run = createWorkerRun(inThisThread(sum).worker);
    run.start(Float64Array.of(5));
    await until(run.get, ({ status }) => status === 'done');
    run.start(Float64Array.of(6));
    expect(run.get()).toMatchObject({ status: 'running', last: { total: 5 } });
    run.stop();
    expect(run.get()).toEqual({ status: 'stopped', last: { total: 5 } });
  });

  test('a failure is a state', async () => {
    const run = createWorkerRun(inThisThread(failing).worker);
    run.start('bad-request');
    const state = await until(run.get, ({ status }) => status === 'failed');
    expect(state).toMatchObject({ error: { kind: 'bad-request' }, last: undefined });
  });

  test('a run that is disposed of changes nothing any more', async () => {
    const run = createWorkerRun(inThisThread(sum).worker);
    run.start(Float64Array.of(1));
    run.dispose();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(run.get().status).toBe('running');
  });
});
