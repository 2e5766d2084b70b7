/** A frequency that observations may mistake for another. */
export interface Alias {
  /** `f`, `f/2`, `2f`, `|f − 1/d|`, … */
  readonly name: string;
  /** What it comes from. */
  readonly cause: string;
  /** Per day. */
  readonly frequency: number;
}

/** Sidereal days in a solar day. */
const siderealPerDay = 1.002_737_909_35;
const perYear = 1 / 365.25;
/** Mean synodic month: surveys pause at full Moon. */
const perMonth = 1 / 29.530_589;

const combs: readonly { readonly cause: string; readonly unit: string; readonly shift: number }[] = [
  { cause: 'solar day', unit: '1/d', shift: 1 },
  { cause: 'two per solar day', unit: '2/d', shift: 2 },
  { cause: 'sidereal day', unit: '1.00274/d', shift: siderealPerDay },
  { cause: 'year', unit: '1/yr', shift: perYear },
  { cause: 'lunar month', unit: '1/month', shift: perMonth },
];

/** Multiples and the aliases of ground-based observing: nights, their sidereal repetition, seasons, moons (VanderPlas 2018, §7). */
export function aliasesOf(frequency: number): readonly Alias[] {
  const multiples: Alias[] = [
    { name: 'f', cause: 'the period itself', frequency },
    { name: 'f/2', cause: 'twice the period: two unlike minima', frequency: frequency / 2 },
    { name: '2f', cause: 'half the period', frequency: 2 * frequency },
    { name: 'f/3', cause: 'three times the period', frequency: frequency / 3 },
    { name: '3f', cause: 'a third of the period', frequency: 3 * frequency },
  ];
  const beats = combs.flatMap(({ cause, unit, shift }) => [
    { name: `|f − ${unit}|`, cause, frequency: Math.abs(frequency - shift) },
    { name: `f + ${unit}`, cause, frequency: frequency + shift },
  ]);
  return [...multiples, ...beats].filter((alias) => alias.frequency > 0);
}
