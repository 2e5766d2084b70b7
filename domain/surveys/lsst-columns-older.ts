import { type ColumnEntry, columnsOf } from '#domain/surveys/columns-of.ts';
import { bandNames, type Column } from '#domain/surveys/survey.ts';

/** `a_b_Cov` columns of older schemas, from pairs of names. */
function covariances(pairs: string): ColumnEntry[] {
  return pairs.split(' ').map((pair): ColumnEntry => {
    const [a = '', b = ''] = pair.split('*');
    return [`${a}_${b}_Cov`, 'float?', `Covariance of ${a} and ${b}.`, undefined, 'stat.covariance'];
  });
}

/** Columns of a source that schema 7.1 had and 10.0 dropped: older nights still carry them. */
export const lsstOlderDiaSourceColumns: readonly Column[] = columnsOf('r', [
  ['psfRa', 'double?', 'Right ascension of the point-source fit.', 'deg', 'pos.eq.ra'],
  ['psfRaErr', 'float?', '1σ error of psfRa.', 'deg', 'stat.error;pos.eq.ra'],
  ['psfDec', 'double?', 'Declination of the point-source fit.', 'deg', 'pos.eq.dec'],
  ['psfDecErr', 'float?', '1σ error of psfDec.', 'deg', 'stat.error;pos.eq.dec'],
  ['trailLnL', 'float?', 'Log likelihood of the trail fit.', undefined, 'stat.likelihood'],
  ['dipoleRa', 'double?', 'Right ascension of the middle of the dipole.', 'deg', 'pos.eq.ra'],
  ['dipoleRaErr', 'float?', '1σ error of dipoleRa.', 'deg', 'stat.error;pos.eq.ra'],
  ['dipoleDec', 'double?', 'Declination of the middle of the dipole.', 'deg', 'pos.eq.dec'],
  ['dipoleDecErr', 'float?', '1σ error of dipoleDec.', 'deg', 'stat.error;pos.eq.dec'],
  ['dipoleLengthErr', 'float?', '1σ error of dipoleLength.', 'arcsec', 'stat.error;phys.angSize'],
  ['dipoleAngleErr', 'float?', '1σ error of dipoleAngle.', 'deg', 'stat.error;pos.posAng'],
  ['dipoleLnL', 'float?', 'Log likelihood of the dipole fit.', undefined, 'stat.likelihood'],
  [
    'snapDiffFlux',
    'float?',
    'Flux difference between the two snaps of a visit.',
    'nJy',
    'phot.flux.density;arith.diff',
  ],
  ['snapDiffFluxErr', 'float?', '1σ error of snapDiffFlux.', 'nJy', 'stat.error;phot.flux.density'],
  ['fpBkgd', 'float?', 'Background at the source in the visit image.', 'nJy', 'instr.background'],
  ['fpBkgdErr', 'float?', '1σ error of fpBkgd.', 'nJy', 'stat.error;instr.background'],
  ['ixxErr', 'float?', '1σ error of ixx.', 'nJy.arcsec2', 'stat.error;src.morph.param'],
  ['iyyErr', 'float?', '1σ error of iyy.', 'nJy.arcsec2', 'stat.error;src.morph.param'],
  ['ixyErr', 'float?', '1σ error of ixy.', 'nJy.arcsec2', 'stat.error;src.morph.param'],
  ...covariances('x*y psfFlux*psfRa psfFlux*psfDec psfRa*psfDec ixx*iyy ixx*ixy iyy*ixy'),
  ...covariances('trailFlux*trailRa trailFlux*trailDec trailFlux*trailLength trailFlux*trailAngle trailRa*trailDec'),
  ...covariances(
    'trailRa*trailLength trailRa*trailAngle trailDec*trailLength trailDec*trailAngle trailLength*trailAngle',
  ),
  ...covariances('dipoleMeanFlux*dipoleFluxDiff dipoleMeanFlux*dipoleRa dipoleMeanFlux*dipoleDec'),
  ...covariances(
    'dipoleMeanFlux*dipoleLength dipoleMeanFlux*dipoleAngle dipoleFluxDiff*dipoleRa dipoleFluxDiff*dipoleDec',
  ),
  ...covariances('dipoleFluxDiff*dipoleLength dipoleFluxDiff*dipoleAngle dipoleRa*dipoleDec dipoleRa*dipoleLength'),
  ...covariances('dipoleRa*dipoleAngle dipoleDec*dipoleLength dipoleDec*dipoleAngle dipoleLength*dipoleAngle'),
]);

/** Columns of an object that schema 7.1 had and 10.0 dropped. */
export const lsstOlderDiaObjectColumns: readonly Column[] = columnsOf('r', [
  ['radecMjdTai', 'double?', 'Time that ra and dec hold for, Modified Julian Date TAI.', 'd', 'time.epoch'],
  ['pmRa', 'float?', 'Proper motion along right ascension, times cos δ.', 'mas/yr', 'pos.pm;pos.eq.ra'],
  ['pmRaErr', 'float?', '1σ error of pmRa.', 'mas/yr', 'stat.error;pos.pm;pos.eq.ra'],
  ['pmDec', 'float?', 'Proper motion along declination.', 'mas/yr', 'pos.pm;pos.eq.dec'],
  ['pmDecErr', 'float?', '1σ error of pmDec.', 'mas/yr', 'stat.error;pos.pm;pos.eq.dec'],
  ['parallax', 'float?', 'Parallax.', 'mas', 'pos.parallax'],
  ['parallaxErr', 'float?', '1σ error of parallax.', 'mas', 'stat.error;pos.parallax'],
  ['pmParallaxLnL', 'float?', 'Log likelihood of the fit of motion and parallax.', undefined, 'stat.likelihood'],
  ['pmParallaxChi2', 'float?', 'χ² of the fit of motion and parallax.', undefined, 'stat.fit.chi2'],
  ['pmParallaxNdata', 'integer?', 'Sources in the fit of motion and parallax.', undefined, 'meta.number'],
  ...covariances('pmRa*pmDec pmRa*parallax pmDec*parallax'),
  ...bandNames.flatMap((band): ColumnEntry[] => [
    [
      `${band}_psfFluxChi2`,
      'float?',
      `χ² of the difference fluxes in ${band} about their mean.`,
      undefined,
      'stat.fit.chi2',
    ],
    [
      `${band}_fpFluxSigma`,
      'float?',
      `Standard deviation of the forced fluxes in ${band}.`,
      'nJy',
      'stat.stdev;phot.flux.density',
    ],
  ]),
  ...[1, 2, 3].flatMap((n): ColumnEntry[] => [
    [
      `nearbyObj${n}`,
      'long?',
      `Identifier of static object number ${n} by distance; 0 when none.`,
      undefined,
      'meta.id.cross',
    ],
    [`nearbyObj${n}Dist`, 'float?', `Distance of that object number ${n}.`, 'arcsec', 'pos.angDistance'],
    [
      `nearbyObj${n}LnP`,
      'float?',
      `Log probability that object number ${n} is the counterpart.`,
      undefined,
      'stat.likelihood',
    ],
  ]),
]);
