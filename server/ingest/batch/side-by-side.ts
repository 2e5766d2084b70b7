/**
 * Does the work of each item, so many at a time, and resolves when all of it is done. After a failure no further item is begun; it is thrown
 * once those under way have ended, so that nothing goes on behind the caller's back.
 */
export async function sideBySide<T>(items: Iterable<T>, atOnce: number, work: (item: T) => Promise<void>) {
  const failures: unknown[] = [];
  const waiting = [...items].reverse();
  const worker = async (): Promise<void> => {
    for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
      try {
        await work(item);
      } catch (error) {
        failures.push(error);
        waiting.length = 0;
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  if (failures.length > 0) throw failures[0];
}
