/** A computation as one part of a longer one: the shares that it yields run from `from` to `to`. */
export function* scaled<Result>(steps: Generator<number, Result>, from: number, to: number): Generator<number, Result> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    yield from + (to - from) * step.value;
  }
}
