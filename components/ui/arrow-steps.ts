/** Steps of a slider by the key that makes them: arrows one, the Page keys ten; as people know it from the platform's own. */
export const arrowSteps: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
};
