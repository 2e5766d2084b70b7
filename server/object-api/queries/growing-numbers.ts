/** Numbers in one typed array that grows. */
export class GrowingNumbers {
  #values = new Float64Array(1024);
  #count = 0;

  push(value: number): void {
    if (this.#count === this.#values.length) {
      const larger = new Float64Array(this.#values.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#count++] = value;
  }

  /** NaN where there is none. */
  at(index: number): number {
    return index < this.#count ? (this.#values[index] ?? Number.NaN) : Number.NaN;
  }
}
