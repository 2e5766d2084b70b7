/** Where an axis has marks and words. `at` is in data units; `label` is absent on minor ticks. */
export interface Tick {
  readonly at: number;
  readonly label: string;
  /** False for labels that narrow frames leave out. */
  readonly always: boolean;
}

export interface Ticks {
  readonly step: number;
  readonly major: readonly Tick[];
  readonly minor: readonly number[];
}

const dayMs = 86_400_000;
/** MJD of 1970-01-01T00:00. */
const unixEpochMjd = 40_587;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The one of 1, 2, 5 × 10ⁿ that is nearest to `raw`, by ratio. */
export function niceStep(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw));
  const lead = raw / power;
  const factor = lead < Math.SQRT2 ? 1 : lead < Math.sqrt(10) ? 2 : lead < Math.sqrt(50) ? 5 : 10;
  return factor * power;
}

/** Decimals that a multiple of `step` needs. */
export function decimalsOf(step: number): number {
  return Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
}

/** Multiples of `step` from `low` to `high`, both included. */
function multiples(step: number, low: number, high: number): number[] {
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  const found: number[] = [];
  for (let k = first; k <= last && found.length < 400; k++) found.push(k * step);
  return found;
}

function minorStep(step: number): number {
  const lead = Math.round(step / 10 ** Math.floor(Math.log10(step) + 1e-9));
  return step / (lead === 2 ? 4 : 5);
}

/** A number with a true minus sign. */
export function textFromNumber(value: number, decimals: number): string {
  const text = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

/** Ticks of a value axis, about `wanted` of them. */
export function valueTicks(low: number, high: number, wanted: number): Ticks {
  const step = niceStep((high - low) / wanted);
  const decimals = decimalsOf(step);
  return {
    step,
    major: multiples(step, low, high).map((at) => ({ at, label: textFromNumber(at, decimals), always: true })),
    minor: multiples(minorStep(step), low, high),
  };
}

/** `2021-11-22 09:12` of an MJD, in the MJD's own scale (no leap-second conversion). */
export function dateFromMjd(mjd: number): string {
  return new Date(Math.round((mjd - unixEpochMjd) * dayMs)).toISOString().slice(0, 16).replace('T', ' ');
}

function dateLabel(mjd: number, step: number, first: boolean): string {
  const date = new Date(Math.round((mjd - unixEpochMjd) * dayMs));
  if (step >= 100) return date.toISOString().slice(0, 10);
  const day = `${months[date.getUTCMonth()] ?? ''} ${date.getUTCDate()}`;
  const clock = step < 1 ? ` ${date.toISOString().slice(11, 16)}` : '';
  return first ? `${day}, ${date.getUTCFullYear()}${clock}` : `${day}${clock}`;
}

export interface TimeTicks extends Ticks {
  /** Words of the top axis at the same places. */
  readonly dates: readonly string[];
}

/** Ticks of the time axis: MJD below, dates above, both at the same places. A narrow frame keeps three labels. */
export function timeTicks(low: number, high: number): TimeTicks {
  const step = niceStep((high - low) / 7);
  const decimals = decimalsOf(step);
  const at = multiples(step, low, high);
  const every = Math.max(1, Math.ceil(at.length / 3));
  return {
    step,
    major: at.map((mjd, index) => ({ at: mjd, label: mjd.toFixed(decimals), always: index % every === 0 })),
    minor: multiples(minorStep(step), low, high),
    dates: at.map((mjd, index) => dateLabel(mjd, step, index === 0)),
  };
}

/** Ticks of an axis that counts days or turns, with a sign where `signed`; it has no dates. */
export function countTicks(low: number, high: number, signed: boolean): TimeTicks {
  const step = niceStep((high - low) / 7);
  const decimals = decimalsOf(step);
  const at = multiples(step, low, high);
  const every = Math.max(1, Math.ceil(at.length / 4));
  const label = (value: number) => {
    const text = textFromNumber(value, decimals);
    return signed && value > step / 2 ? `+${text}` : text;
  };
  return {
    step,
    major: at.map((value, index) => ({ at: value, label: label(value), always: index % every === 0 })),
    minor: multiples(minorStep(step), low, high),
    dates: [],
  };
}

/** The same ticks with dates below and MJD above. */
export function dateTicks(low: number, high: number): TimeTicks {
  const ticks = timeTicks(low, high);
  return {
    ...ticks,
    major: ticks.major.map((tick, index) => ({ ...tick, label: ticks.dates[index] ?? '' })),
    dates: ticks.major.map(({ label }) => label),
  };
}
