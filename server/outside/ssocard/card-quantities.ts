/** One number or word of a card. */
export interface SsoQuantity {
  readonly label: string;
  readonly value: number | string;
  /** 1σ, the larger of both sides. */
  readonly error?: number;
  readonly unit?: string;
  /** Paper that it is from, as the card names it. */
  readonly source?: string;
}

interface QuantityRule {
  readonly path: readonly string[];
  readonly label: string;
  readonly unit?: string;
}

const physical = (path: string, label: string, unit?: string): QuantityRule => ({
  path: ['physical', ...path.split('.')],
  label,
  unit,
});
const orbital = (name: string, label: string, unit?: string): QuantityRule => ({
  path: ['dynamical', 'orbital_elements', name],
  label,
  unit,
});

/** What is shown of a card, in this order. */
const rules: readonly QuantityRule[] = [
  physical('absolute_magnitude', 'H', 'mag'),
  physical('diameter', 'Diameter', 'km'),
  physical('albedo', 'Albedo'),
  physical('mass', 'Mass', 'kg'),
  physical('density', 'Density', 'kg/m³'),
  physical('taxonomy.class', 'Taxonomy'),
  { path: ['dynamical', 'family', 'family_name'], label: 'Family' },
  orbital('semi_major_axis', 'Semi-major axis', 'au'),
  orbital('eccentricity', 'Eccentricity'),
  orbital('inclination', 'Inclination', '°'),
  orbital('node_longitude', 'Longitude of the node', '°'),
  orbital('perihelion_argument', 'Argument of perihelion', '°'),
  orbital('mean_motion', 'Mean motion', '°/d'),
  orbital('orbital_period', 'Orbital period', 'd'),
  { path: ['dynamical', 'tisserand_parameters', 'Jupiter'], label: 'Tisserand parameter, Jupiter' },
];

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((part, name) => (isRecord(part) ? part[name] : undefined), value);
}

/** The numbers and words of a card's parameters; those that it lacks, or has in another form, are left out. */
export function readQuantities(parameters: unknown): readonly SsoQuantity[] {
  const found = rules.flatMap(({ path, label, unit }) => quantityFrom(at(parameters, path), label, unit));
  return [...found, ...spins(at(parameters, ['physical', 'spin'])), ...spins(at(parameters, ['physical', 'spins']))];
}

function quantityFrom(leaf: unknown, label: string, unit?: string): SsoQuantity[] {
  const value = isRecord(leaf) ? leaf.value : leaf;
  const isNumber = typeof value === 'number' && Number.isFinite(value);
  if (!isNumber && (typeof value !== 'string' || value === '')) return [];
  const error = isRecord(leaf) ? errorFrom(leaf.error) : undefined;
  const source = isRecord(leaf) ? sourceFrom(leaf.bibref) : undefined;
  return [
    {
      label,
      value,
      ...(error === undefined ? {} : { error }),
      ...(unit === undefined ? {} : { unit }),
      ...(source === undefined ? {} : { source }),
    },
  ];
}

/** An error is a number, or its two sides. */
function errorFrom(value: unknown): number | undefined {
  const sides = isRecord(value) ? [value.min, value.max] : [value];
  const sizes = sides.flatMap((side) => (typeof side === 'number' && Number.isFinite(side) ? [Math.abs(side)] : []));
  const most = Math.max(0, ...sizes);
  return most > 0 ? most : undefined;
}

function sourceFrom(value: unknown): string | undefined {
  const [first] = Array.isArray(value) ? value : [value];
  const text = isRecord(first) ? first.shortbib : undefined;
  return typeof text === 'string' && text !== '' ? text : undefined;
}

/** Rotation solutions: a list, or one entry a number. */
function spins(value: unknown): readonly SsoQuantity[] {
  const list = Array.isArray(value) ? value : isRecord(value) ? Object.values(value).filter(isRecord) : [];
  return list.slice(0, 4).flatMap((spin: unknown) => {
    if (!isRecord(spin)) return [];
    const source = sourceFrom(spin.bibref);
    const own = (quantity: SsoQuantity): SsoQuantity =>
      source === undefined || quantity.source !== undefined ? quantity : { ...quantity, source };
    return [
      ...quantityFrom(spin.period, 'Rotation period', 'h'),
      ...quantityFrom(spin.RA0, 'Spin axis, RA', '°'),
      ...quantityFrom(spin.DEC0, 'Spin axis, Dec', '°'),
    ].map(own);
  });
}
