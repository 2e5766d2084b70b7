/** One statistic of a band's magnitudes that the broker computes for each alert. */
export interface LcFeature {
  /** As its processing names it. */
  readonly name: string;
  readonly says: string;
  readonly unit: string;
}

const feature = (name: string, says: string, unit = ''): LcFeature => ({ name, says, unit });

/**
 * Statistics in the order in which the columns `lc_features_BAND` hold them, of the magnitudes m ± σ in one band up to the alert; Q(p) is
 * the quantile p. Definitions: Malanchev et al. 2021, MNRAS 502, 5147, and the package `light-curve` that came of it.
 */
export const lcFeatures: readonly LcFeature[] = [
  feature('mean', 'Mean of m', 'mag'),
  feature('weighted_mean', 'Mean of m, weights 1/σ²', 'mag'),
  feature('standard_deviation', 'Standard deviation of m', 'mag'),
  feature('median', 'Median of m', 'mag'),
  feature('amplitude', 'Half of the range of m', 'mag'),
  feature('beyond_1_std', 'Share of m beyond one standard deviation from the mean'),
  feature('cusum', 'Range of the cumulative sums of m − mean, over N standard deviations'),
  feature('inter_percentile_range_10', 'Q(0.9) − Q(0.1)', 'mag'),
  feature('kurtosis', 'Excess kurtosis of m: 0 for a normal distribution'),
  feature('linear_trend', 'Slope of a line through m, without weights', 'mag/d'),
  feature('linear_trend_sigma', '1σ error of that slope', 'mag/d'),
  feature('linear_trend_noise', 'Standard deviation of m around that line', 'mag'),
  feature('linear_fit_slope', 'Slope of a line through m, weights 1/σ²', 'mag/d'),
  feature('linear_fit_slope_sigma', '1σ error of that slope', 'mag/d'),
  feature('linear_fit_reduced_chi2', 'χ²/dof of that line'),
  feature('magnitude_percentage_ratio_40_5', '(Q(0.6) − Q(0.4)) / (Q(0.95) − Q(0.05))'),
  feature('magnitude_percentage_ratio_20_10', '(Q(0.8) − Q(0.2)) / (Q(0.9) − Q(0.1))'),
  feature('maximum_slope', 'Steepest change between two neighbours in time', 'mag/d'),
  feature('median_absolute_deviation', 'Median of |m − median|', 'mag'),
  feature('median_buffer_range_percentage_10', 'Share of m within a tenth of the amplitude from the median'),
  feature('percent_amplitude', 'Largest |m − median|', 'mag'),
  feature('mean_variance', 'Standard deviation over mean'),
  feature('anderson_darling_normal', 'Anderson–Darling test of m being normally distributed'),
  feature('chi2', 'χ²/dof around the weighted mean'),
  feature('skew', 'Skewness of m'),
  feature('stetson_K', 'Stetson K: mean over root mean square of |m − mean|/σ'),
];

/** Features of one band. */
export interface BandFeatures {
  readonly band: string;
  /** In the order of `lcFeatures`, NaN where one is not defined for so few points; undefined: none were computed. */
  readonly values: readonly number[] | undefined;
}

const columnPattern = /^[a-z]:lc_features_([a-z])$/;
const listPattern = /^\[(.*)\]$/s;

/** True for a column that holds the features of a band. */
export const isFeatureColumn = (column: string): boolean => columnPattern.test(column);

/** The features among the columns of an alert, by band; `[]` and nothing mean that none were computed. A list of another length is of no known order. */
export function featuresFrom(
  fields: readonly { readonly column: string; readonly value: string }[],
): readonly BandFeatures[] {
  return fields.flatMap(({ column, value }) => {
    const band = columnPattern.exec(column)?.[1];
    return band === undefined ? [] : [{ band, values: numbersIn(value) }];
  });
}

function numbersIn(text: string): readonly number[] | undefined {
  const inner = listPattern.exec(text.trim())?.[1]?.trim() ?? '';
  const parts = inner === '' ? [] : inner.split(',').map((part) => part.trim());
  if (parts.length !== lcFeatures.length) return undefined;
  return parts.map((part) => (part === '' ? Number.NaN : Number(part)));
}
