export interface ShownValue {
  readonly value: string;
  readonly error?: string;
}

const mostDecimals = 7;
const minus = '−';

/** Fixed decimals with a true minus sign; a zero has none. */
export function fixed(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', minus);
}

/** Decimals that leave two digits of an error; 0 for errors of 10 and more. */
function decimalsOfError(error: number): number {
  const digits = 1 - Math.floor(Math.log10(Number(error.toPrecision(2))));
  return Math.min(mostDecimals, Math.max(0, digits));
}

/** A value and its 1σ, both to two digits of the error; without a usable error the value to `decimals`, or as it is. */
export function rounded(value: number, error: number, decimals?: number): ShownValue {
  if (error > 0 && Number.isFinite(error)) {
    const places = decimalsOfError(error);
    return { value: fixed(value, places), error: error.toFixed(places) };
  }
  return { value: decimals === undefined ? String(value).replace('-', minus) : fixed(value, decimals) };
}

/** `2021-11-22 09:12:10`, of a Modified Julian Date in the scale that it is given in. */
export function isoFromMjd(mjd: number): string {
  const date = new Date(Math.round((mjd - 40587) * 86400) * 1000);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 19).replace('T', ' ');
}
