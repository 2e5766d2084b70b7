export const trends = ['rising', 'fading', 'low_state', 'new_low_state'] as const;
export type Trend = (typeof trends)[number];
const blazarLow = '(CTA) Blazar low state';

export function isTrend(text: string): text is Trend {
  return (trends as readonly string[]).includes(text);
}

/** The words of the API for a trend that doesn't fit, or undefined. */
export function trendRefusal(trend: string, className: string): string | undefined {
  const margin = `\n${' '.repeat(8)}`;
  if (!isTrend(trend)) {
    return `${margin}${trend} is not a valid trend.${margin}Trend must be among: rising, fading, low_state, new_low_state${margin}`;
  }
  if (!trend.endsWith('low_state') || className === blazarLow) return undefined;
  return `${margin}${trend} trend is only implemented for the \`${blazarLow}\` class.${margin}${className} class can accept trend among: rising, fading.${margin}`;
}
