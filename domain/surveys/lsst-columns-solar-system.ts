import { type ColumnEntry, columnsOf } from '#domain/surveys/columns-of.ts';
import type { Column } from '#domain/surveys/survey.ts';

/** Heliocentric and topocentric Cartesian states share their shape. */
function stateEntries(prefix: string, centre: string): ColumnEntry[] {
  const axes = ['x', 'y', 'z'] as const;
  return [
    ...axes.map(
      (axis): ColumnEntry => [
        `${prefix}_${axis}`,
        'float?',
        `${axis.toUpperCase()} of the object from the ${centre} when the light left, ICRS.`,
        'AU',
        `pos.cartesian.${axis}`,
      ],
    ),
    ...axes.map(
      (axis): ColumnEntry => [
        `${prefix}_v${axis}`,
        'float?',
        `Velocity along ${axis.toUpperCase()} with respect to the ${centre} when the light left, ICRS.`,
        'km/s',
        `phys.veloc;pos.cartesian.${axis}`,
      ],
    ),
    [`${prefix}_vtot`, 'float?', `Speed with respect to the ${centre}.`, 'km/s', 'phys.veloc'],
  ];
}

/** The 39 columns of a Solar System source, alert schema 10.0; family `r`. */
export const lsstSsSourceColumns: readonly Column[] = columnsOf('r', [
  ['diaSourceId', 'long', 'Source that was associated with the Solar System object.', undefined, 'meta.id'],
  ['ssObjectId', 'long', 'Identifier of the Solar System object.', undefined, 'meta.id;meta.main'],
  ['designation', 'string?', 'Primary provisional designation, unpacked.', undefined, 'meta.id'],
  ['eclLambda', 'double', 'Ecliptic longitude of the source.', 'deg', 'pos.ecliptic.lon'],
  ['eclBeta', 'double', 'Ecliptic latitude of the source.', 'deg', 'pos.ecliptic.lat'],
  ['galLon', 'double', 'Galactic longitude of the source.', 'deg', 'pos.galactic.lon'],
  ['galLat', 'double', 'Galactic latitude of the source.', 'deg', 'pos.galactic.lat'],
  ['elongation', 'float?', 'Angle between the object and the Sun.', 'deg', 'pos.angDistance'],
  ['phaseAngle', 'float?', 'Angle Sun–object–observer.', 'deg', 'pos.phaseAng'],
  ['topoRange', 'float?', 'Distance from the observer when the light left.', 'AU', 'pos.distance'],
  [
    'topoRangeRate',
    'float?',
    'Radial velocity from the observer, positive when receding.',
    'km/s',
    'phys.veloc;pos.distance',
  ],
  ['helioRange', 'float?', 'Distance from the Sun when the light left.', 'AU', 'pos.distance;pos.heliocentric'],
  [
    'helioRangeRate',
    'float?',
    'Radial velocity from the Sun, positive when receding.',
    'km/s',
    'phys.veloc;pos.heliocentric',
  ],
  ['ephRa', 'double?', 'Predicted right ascension, ICRS.', 'deg', 'pos.eq.ra'],
  ['ephDec', 'double?', 'Predicted declination, ICRS.', 'deg', 'pos.eq.dec'],
  ['ephVmag', 'float?', 'Predicted magnitude in V.', 'mag', 'phot.mag;em.opt.V'],
  ['ephRate', 'float?', 'Predicted motion on the sky.', 'deg/d', 'pos.pm'],
  ['ephRateRa', 'float?', 'Predicted motion along right ascension, times cos δ.', 'deg/d', 'pos.pm;pos.eq.ra'],
  ['ephRateDec', 'float?', 'Predicted motion along declination.', 'deg/d', 'pos.pm;pos.eq.dec'],
  ['ephOffset', 'float?', 'Distance between the observed and the predicted position.', 'arcsec', 'pos.angDistance'],
  [
    'ephOffsetRa',
    'double?',
    'Observed minus predicted right ascension, times cos δ.',
    'arcsec',
    'pos.eq.ra;arith.diff',
  ],
  ['ephOffsetDec', 'double?', 'Observed minus predicted declination.', 'arcsec', 'pos.eq.dec;arith.diff'],
  [
    'ephOffsetAlongTrack',
    'float?',
    'Observed minus predicted position along the track.',
    'arcsec',
    'pos.angDistance;arith.diff',
  ],
  [
    'ephOffsetCrossTrack',
    'float?',
    'Observed minus predicted position across the track.',
    'arcsec',
    'pos.angDistance;arith.diff',
  ],
  ...stateEntries('helio', 'Sun'),
  ...stateEntries('topo', 'observer'),
  [
    'diaDistanceRank',
    'integer?',
    'Rank of the source by distance from the prediction: 1 is the nearest.',
    undefined,
    'meta.number',
  ],
]);

/** An orbital element and its uncertainty. */
function elementEntries(
  name: string,
  what: string,
  unit: string | undefined,
  ucd: string,
): readonly [ColumnEntry, ColumnEntry] {
  return [
    [name, 'double?', `${what[0]?.toUpperCase()}${what.slice(1)}.`, unit, ucd],
    [`${name}_unc`, 'double?', `Uncertainty of the ${what}.`, unit, `stat.error;${ucd}`],
  ];
}

const elements: readonly (readonly [ColumnEntry, ColumnEntry])[] = [
  elementEntries('a', 'semi-major axis', 'AU', 'phys.size.smajAxis;src.orbital'),
  elementEntries('q', 'perihelion distance', 'AU', 'src.orbital.periastron'),
  elementEntries('e', 'eccentricity', undefined, 'src.orbital.eccentricity'),
  elementEntries('i', 'inclination', 'deg', 'src.orbital.inclination'),
  elementEntries('node', 'longitude of the ascending node', 'deg', 'src.orbital.node'),
  elementEntries('argperi', 'argument of perihelion', 'deg', 'src.orbital.periastron'),
  elementEntries('peri_time', 'time from perihelion passage', 'd', 'time.interval;src.orbital.periastron'),
  elementEntries('yarkovsky', 'Yarkovsky acceleration', '10**(-10).AU/d2', 'phys.acceleration'),
  elementEntries('srp', 'solar radiation pressure term', 'm2/t', 'phys.pressure'),
  elementEntries('a1', 'non-gravitational component A1', 'm2/t', 'src.orbital'),
  elementEntries('a2', 'non-gravitational component A2', 'm2/t', 'src.orbital'),
  elementEntries('a3', 'non-gravitational component A3', 'm2/t', 'src.orbital'),
  elementEntries('dt', 'time lag of the non-gravitational force', undefined, 'src.orbital'),
  elementEntries('mean_anomaly', 'mean anomaly', 'deg', 'src.orbital.meanAnomaly'),
  elementEntries('period', 'orbital period', 'd', 'time.period;src.orbital'),
  elementEntries('mean_motion', 'mean motion', 'deg/d', 'src.orbital.meanMotion'),
];

/** The 53 columns of an orbit of the Minor Planet Center, alert schema 10.0; family `r`. */
export const lsstMpcOrbitsColumns: readonly Column[] = columnsOf('r', [
  ['id', 'integer', 'Number of the record.', undefined, 'meta.record'],
  ['designation', 'string', 'Primary provisional designation, unpacked.', undefined, 'meta.id'],
  [
    'packed_primary_provisional_designation',
    'string',
    'Primary provisional designation in the MPC’s packed form.',
    undefined,
    'meta.id;meta.main',
  ],
  [
    'unpacked_primary_provisional_designation',
    'string',
    'Primary provisional designation, unpacked.',
    undefined,
    'meta.id',
  ],
  ['mpc_orb_jsonb', 'string?', 'The whole orbit solution as JSON text.', undefined, 'meta.record'],
  ['created_at', 'string?', 'When the record was made.', undefined, 'time.creation'],
  ['updated_at', 'string?', 'When the record was last changed.', undefined, 'time.processing'],
  ['orbit_type_int', 'integer?', 'Kind of orbit, as the MPC numbers them.', undefined, 'meta.code;src.orbital'],
  ['u_param', 'integer?', 'Uncertainty parameter U, 0 (good) to 9.', undefined, 'meta.code.qual'],
  ['nopp', 'integer?', 'Oppositions observed.', undefined, 'meta.number'],
  ['arc_length_total', 'double?', 'Arc of all observations.', 'd', 'time.interval;obs'],
  ['arc_length_sel', 'double?', 'Arc of the observations used.', 'd', 'time.interval;obs'],
  ['nobs_total', 'integer?', 'All observations.', undefined, 'meta.number;obs'],
  ['nobs_total_sel', 'integer?', 'Observations used in the fit.', undefined, 'meta.number;obs'],
  ...elements.map(([value]) => value),
  ...elements.map(([, uncertainty]) => uncertainty),
  ['epoch_mjd', 'double?', 'Epoch of the elements, Modified Julian Date.', 'd', 'time.epoch;src.orbital'],
  ['h', 'double?', 'Absolute magnitude H.', 'mag', 'phot.mag;em.opt.V'],
  ['g', 'double?', 'Slope parameter G of the phase function.', undefined, 'src.orbital'],
  ['not_normalized_rms', 'double?', 'RMS residual of the fit.', 'arcsec', 'stat.fit.residual'],
  ['normalized_rms', 'double?', 'RMS residual of the fit over the errors.', undefined, 'stat.fit.residual'],
  ['earth_moid', 'double?', 'Smallest distance between this orbit and the Earth’s.', 'AU', 'pos.distance;src.orbital'],
  ['fitting_datetime', 'string?', 'When the orbit was last fitted.', undefined, 'time.processing'],
]);
