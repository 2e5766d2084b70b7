/** Models of the fits in the SSoFT table, in the order in which the API names them. */
export const flavours = ['SOCCA', 'SHG1G2', 'HG1G2', 'HG'] as const;
export type Flavour = (typeof flavours)[number];

/** What is said of a column: the type as the API calls it, and what it means. */
export interface SsoftColumn {
  readonly type: 'str' | 'int' | 'double';
  readonly description: string;
}

type Entry = readonly [name: string, column: SsoftColumn];

const bands = ['1', '2'] as const;
const bandNames: Readonly<Record<string, string>> = { '1': 'ZTF g', '2': 'ZTF r' };

const double = (name: string, description: string): Entry => [name, { type: 'double', description }];
const int = (name: string, description: string): Entry => [name, { type: 'int', description }];
const str = (name: string, description: string): Entry => [name, { type: 'str', description }];

function byBand(name: string, description: string, type: SsoftColumn['type'] = 'double'): Entry[] {
  return bands.map((band): Entry => [`${name}_${band}`, { type, description: `${description}, ${bandNames[band]}` }]);
}

function withBands(name: string, description: string, type: SsoftColumn['type'] = 'double'): Entry[] {
  return [[name, { type, description: `${description}, all bands` }], ...byBand(name, description, type)];
}

const common: readonly Entry[] = [
  str('ssnamenr', 'Name or number as the alerts carry it'),
  str('sso_name', 'Official name, or provisional designation'),
  int('sso_number', 'IAU number'),
  double('last_jd', 'Time of the latest detection, JD UTC'),
  ...byBand('H', 'Absolute magnitude'),
  ...byBand('err_H', 'Error of the absolute magnitude, 1σ'),
  ...withBands('min_phase', 'Smallest phase angle of the measurements, degrees'),
  ...withBands('max_phase', 'Largest phase angle of the measurements, degrees'),
  double('chi2red', 'χ² of the fit by degree of freedom'),
  ...withBands('rms', 'Root mean square of the residuals, magnitudes'),
  ...withBands('median_error_phot', 'Median 1σ error of the measurements, magnitudes'),
  double('mean_astrometry', 'Mean distance between measured and computed positions, arcseconds'),
  double('std_astrometry', 'Standard deviation of these distances, arcseconds'),
  double('skew_astrometry', 'Skewness of these distances'),
  double('kurt_astrometry', 'Kurtosis of these distances'),
  double('period', 'Sidereal rotation period, hours; from 2024.10 on'),
  double('period_chi2red', 'χ² of the period by degree of freedom; from 2024.10 on'),
  ...withBands('n_obs', 'Number of measurements', 'int'),
  ...withBands('n_days', 'Days from the first measurement to the last', 'int'),
  int('fit', 'How the fit ended: 0 good, 1 bad values, 2 no ephemeris, 3 runtime error, 4 singular matrix'),
  int(
    'status',
    'Status of the minimiser: −2 failed, −1 wrong input, 0 out of steps, 1 gradient, 2 cost, 3 step, 4 cost and step',
  ),
  int('flag', 'Quality flag'),
  str('version', 'Month of the table, YYYY.MM'),
];

const slopes: readonly Entry[] = [...byBand('G1', 'Phase parameter G₁'), ...byBand('G2', 'Phase parameter G₂')];
const slopeErrors: readonly Entry[] = [...byBand('err_G1', 'Error of G₁, 1σ'), ...byBand('err_G2', 'Error of G₂, 1σ')];
const shape: readonly Entry[] = [
  double('a_b', 'Ratio a/b of the axes of an ellipsoid, a ≥ b ≥ c'),
  double('a_c', 'Ratio a/c of the axes of an ellipsoid, a ≥ b ≥ c'),
];
const axis: readonly Entry[] = [
  double('alpha0', 'Right ascension of the spin axis, ICRS J2000, degrees'),
  double('delta0', 'Declination of the spin axis, ICRS J2000, degrees'),
  double('alpha0_alt', 'Right ascension of the opposite axis, degrees'),
  double('delta0_alt', 'Declination of the opposite axis, degrees'),
  double('obliquity', 'Obliquity of the spin axis, degrees'),
];
const axisErrors: readonly Entry[] = [
  double('err_alpha0', 'Error of the right ascension of the axis, 1σ, degrees'),
  double('err_delta0', 'Error of the declination of the axis, 1σ, degrees'),
];
const aspects: readonly Entry[] = [
  double('max_cos_lambda', 'Largest |cos Λ| of the aspect angle'),
  double('mean_cos_lambda', 'Mean |cos Λ| of the aspect angle'),
  double('min_cos_lambda', 'Smallest |cos Λ| of the aspect angle'),
];

const own: Readonly<Record<Flavour, readonly Entry[]>> = {
  SHG1G2: [
    ...slopes,
    double('R', 'Oblateness of the object'),
    ...shape,
    ...axis,
    ...slopeErrors,
    double('err_R', 'Error of the oblateness, 1σ'),
    ...axisErrors,
    ...aspects,
  ],
  SOCCA: [
    ...slopes,
    ...shape,
    ...axis,
    ...slopeErrors,
    ...axisErrors,
    ...aspects,
    double('phi0', 'Rotation phase at 2022-01-01, radians'),
    double('err_phi0', 'Error of the rotation phase, 1σ, radians'),
    double('err_a_b', 'Error of a/b, 1σ'),
    double('err_a_c', 'Error of a/c, 1σ'),
    double('err_period', 'Error of the period, 1σ, hours; from 2024.10 on'),
  ],
  HG1G2: [...slopes, ...slopeErrors],
  HG: [...byBand('G', 'Phase parameter G'), ...byBand('err_G', 'Error of G, 1σ')],
};

/** The columns of the table of a model, in their order. */
export function ssoftColumns(flavour: Flavour): ReadonlyMap<string, SsoftColumn> {
  return new Map([...common, ...own[flavour]]);
}
