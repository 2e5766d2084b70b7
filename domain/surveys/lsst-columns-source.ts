import { type ColumnEntry, columnsOf } from '#domain/surveys/columns-of.ts';
import type { Column } from '#domain/surveys/survey.ts';

const psfFlux = 'phot.flux.density;em.opt';
const fluxError = 'stat.error;phot.flux.density;em.opt';

const identityEntries: readonly ColumnEntry[] = [
  ['diaSourceId', 'long', 'Identifier of the source, which is also that of its alert.', undefined, 'meta.id;meta.main'],
  ['visit', 'long', 'Identifier of the visit (one exposure of the camera).', undefined, 'meta.id;obs.exposure'],
  ['detector', 'integer', 'Number of the detector in the camera.', undefined, 'meta.id;instr.det'],
  ['diaObjectId', 'long?', 'Object that the source was associated with, if it was.', undefined, 'meta.id;src'],
  [
    'ssObjectId',
    'long?',
    'Solar System object that the source was associated with, if it was.',
    undefined,
    'meta.id;src',
  ],
  ['parentDiaSourceId', 'long?', 'Source from which this one was deblended.', undefined, 'meta.id.parent'],
  ['band', 'string?', 'Filter of the visit: u, g, r, i, z or y.', undefined, 'meta.code;instr.filter'],
  ['midpointMjdTai', 'double', 'Middle of the visit, Modified Julian Date TAI.', 'd', 'time.epoch'],
  ['timeProcessedMjdTai', 'double', 'When the record was made, Modified Julian Date TAI.', 'd', 'time.processing'],
  ['timeWithdrawnMjdTai', 'double?', 'When the record was withdrawn, Modified Julian Date TAI.', 'd', 'time.end'],
];

const positionEntries: readonly ColumnEntry[] = [
  ['ra', 'double', 'Right ascension of the source, ICRS.', 'deg', 'pos.eq.ra;meta.main'],
  ['raErr', 'float?', '1σ error of ra.', 'deg', 'stat.error;pos.eq.ra'],
  ['dec', 'double', 'Declination of the source, ICRS.', 'deg', 'pos.eq.dec;meta.main'],
  ['decErr', 'float?', '1σ error of dec.', 'deg', 'stat.error;pos.eq.dec'],
  ['ra_dec_Cov', 'float?', 'Covariance of ra and dec.', 'deg2', 'stat.covariance;pos.eq'],
  ['x', 'float', 'Column of the centroid on the detector.', 'pixel', 'pos.cartesian.x;instr.det'],
  ['xErr', 'float?', '1σ error of x.', 'pixel', 'stat.error;pos.cartesian.x;instr.det'],
  ['y', 'float', 'Row of the centroid on the detector.', 'pixel', 'pos.cartesian.y;instr.det'],
  ['yErr', 'float?', '1σ error of y.', 'pixel', 'stat.error;pos.cartesian.y;instr.det'],
  ['centroid_flag', 'boolean?', 'True when the centroid could not be trusted.', undefined, 'meta.code.error'],
];

const fluxEntries: readonly ColumnEntry[] = [
  ['apFlux', 'float?', 'Difference flux in an aperture of 12 pixels radius.', 'nJy', psfFlux],
  ['apFluxErr', 'float?', '1σ error of apFlux.', 'nJy', fluxError],
  ['apFlux_flag', 'boolean?', 'True when aperture photometry failed.', undefined, 'meta.code.error'],
  ['apFlux_flag_apertureTruncated', 'boolean?', 'True when the aperture left the image.', undefined, 'meta.code.error'],
  ['isNegative', 'boolean?', 'True when the source was detected as a deficit.', undefined, 'meta.code'],
  ['snr', 'float?', 'Signal-to-noise ratio of the detection in the difference image.', undefined, 'stat.snr'],
  [
    'psfFlux',
    'float?',
    'Point-source flux in the difference image; negative when fainter than the template.',
    'nJy',
    psfFlux,
  ],
  ['psfFluxErr', 'float?', '1σ error of psfFlux.', 'nJy', fluxError],
  ['psfLnL', 'float?', 'Log likelihood of the point-source fit.', undefined, 'stat.likelihood'],
  ['psfChi2', 'float?', 'χ² of the point-source fit.', undefined, 'stat.fit.chi2'],
  ['psfNdata', 'integer?', 'Pixels in the point-source fit.', undefined, 'meta.number'],
  ['psfFlux_flag', 'boolean?', 'True when the point-source fit failed.', undefined, 'meta.code.error'],
  ['psfFlux_flag_edge', 'boolean?', 'True when the image edge cut the PSF model.', undefined, 'meta.code.error'],
  [
    'psfFlux_flag_noGoodPixels',
    'boolean?',
    'True when too few good pixels were left to fit.',
    undefined,
    'meta.code.error',
  ],
  ['scienceFlux', 'float?', 'Forced point-source flux in the visit image at the source’s position.', 'nJy', psfFlux],
  ['scienceFluxErr', 'float?', '1σ error of scienceFlux.', 'nJy', fluxError],
  [
    'forced_PsfFlux_flag',
    'boolean?',
    'True when forced photometry in the visit image failed.',
    undefined,
    'meta.code.error',
  ],
  [
    'forced_PsfFlux_flag_edge',
    'boolean?',
    'True when the edge cut the model in forced photometry.',
    undefined,
    'meta.code.error',
  ],
  [
    'forced_PsfFlux_flag_noGoodPixels',
    'boolean?',
    'True when forced photometry had too few good pixels.',
    undefined,
    'meta.code.error',
  ],
  ['templateFlux', 'float?', 'Forced point-source flux in the template at the object’s position.', 'nJy', psfFlux],
  ['templateFluxErr', 'float?', '1σ error of templateFlux.', 'nJy', fluxError],
];

const trailEntries: readonly ColumnEntry[] = [
  ['trailFlux', 'float?', 'Difference flux of a trailed-source model.', 'nJy', psfFlux],
  ['trailFluxErr', 'float?', '1σ error of trailFlux.', 'nJy', fluxError],
  ['trailRa', 'double?', 'Right ascension of the middle of the trail.', 'deg', 'pos.eq.ra'],
  ['trailRaErr', 'float?', '1σ error of trailRa.', 'deg', 'stat.error;pos.eq.ra'],
  ['trailDec', 'double?', 'Declination of the middle of the trail.', 'deg', 'pos.eq.dec'],
  ['trailDecErr', 'float?', '1σ error of trailDec.', 'deg', 'stat.error;pos.eq.dec'],
  ['trailLength', 'float?', 'Length of the trail.', 'arcsec', 'phys.angSize'],
  ['trailLengthErr', 'float?', '1σ error of trailLength.', 'arcsec', 'stat.error;phys.angSize'],
  ['trailAngle', 'float?', 'Bearing of the trail from the meridian.', 'deg', 'pos.posAng'],
  ['trailAngleErr', 'float?', '1σ error of trailAngle.', 'deg', 'stat.error;pos.posAng'],
  ['trailChi2', 'float?', 'χ² of the trail fit.', undefined, 'stat.fit.chi2'],
  ['trailNdata', 'integer?', 'Pixels in the trail fit.', undefined, 'meta.number'],
  ['trail_flag_edge', 'boolean?', 'True when the trail reaches the edge pixels.', undefined, 'meta.code.error'],
  [
    'glint_trail',
    'boolean?',
    'True when the source is one of a row of glints from a tumbling satellite or debris.',
    undefined,
    'meta.code',
  ],
];

const dipoleEntries: readonly ColumnEntry[] = [
  ['dipoleMeanFlux', 'float?', 'Mean absolute flux of the two lobes of a dipole model.', 'nJy', psfFlux],
  ['dipoleMeanFluxErr', 'float?', '1σ error of dipoleMeanFlux.', 'nJy', fluxError],
  ['dipoleFluxDiff', 'float?', 'Difference of the absolute fluxes of the lobes.', 'nJy', psfFlux],
  ['dipoleFluxDiffErr', 'float?', '1σ error of dipoleFluxDiff.', 'nJy', fluxError],
  ['dipoleLength', 'float?', 'Separation of the lobes.', 'arcsec', 'phys.angSize'],
  ['dipoleAngle', 'float?', 'Bearing from the negative to the positive lobe.', 'deg', 'pos.posAng'],
  ['dipoleChi2', 'float?', 'χ² of the dipole fit.', undefined, 'stat.fit.chi2'],
  ['dipoleNdata', 'integer?', 'Pixels in the dipole fit.', undefined, 'meta.number'],
  [
    'isDipole',
    'boolean?',
    'True when a dipole fits the source well, as a misaligned subtraction gives.',
    undefined,
    'meta.code',
  ],
  ['dipoleFitAttempted', 'boolean?', 'True when a dipole was tried.', undefined, 'meta.code'],
];

const shapeEntries: readonly ColumnEntry[] = [
  ['ixx', 'float?', 'Second moment of the source along x, adaptively weighted.', 'nJy.arcsec2', 'src.morph.param'],
  ['iyy', 'float?', 'Second moment of the source along y, adaptively weighted.', 'nJy.arcsec2', 'src.morph.param'],
  ['ixy', 'float?', 'Mixed second moment of the source, adaptively weighted.', 'nJy.arcsec2', 'src.morph.param'],
  ['ixxPSF', 'float?', 'Second moment of the PSF along x.', 'nJy.arcsec2', 'instr.det.psf'],
  ['iyyPSF', 'float?', 'Second moment of the PSF along y.', 'nJy.arcsec2', 'instr.det.psf'],
  ['ixyPSF', 'float?', 'Mixed second moment of the PSF.', 'nJy.arcsec2', 'instr.det.psf'],
  ['shape_flag', 'boolean?', 'True when the moments could not be trusted.', undefined, 'meta.code.error'],
  [
    'shape_flag_no_pixels',
    'boolean?',
    'True when there were no pixels to measure moments on.',
    undefined,
    'meta.code.error',
  ],
  [
    'shape_flag_not_contained',
    'boolean?',
    'True when the centre lies outside the footprint.',
    undefined,
    'meta.code.error',
  ],
  [
    'shape_flag_parent_source',
    'boolean?',
    'True when moments were taken on a parent rather than a deblended child.',
    undefined,
    'meta.code.error',
  ],
  [
    'extendedness',
    'float?',
    'How extended the source is: 0 point-like, 1 extended.',
    undefined,
    'src.class.starGalaxy',
  ],
  [
    'reliability',
    'float?',
    'Real–bogus score, the probability that the source is astrophysical.',
    undefined,
    'stat.probability',
  ],
  ['bboxSize', 'integer?', 'Side of the square that holds the detection footprint.', 'pixel', 'phys.size;instr.pixel'],
];

const pixelFlags: readonly (readonly [name: string, where: string])[] = [
  ['', 'True when the mask could not be read, so that the other pixel flags may be wrong.'],
  ['_bad', 'True when the footprint holds a bad pixel.'],
  ['_cr', 'True when the footprint holds a cosmic ray.'],
  ['_crCenter', 'True when a cosmic ray lies in the central 3 × 3 pixels.'],
  ['_edge', 'True when part of the footprint lies off the usable image.'],
  ['_nodata', 'True when the footprint holds pixels without data.'],
  ['_nodataCenter', 'True when the central 3 × 3 pixels hold one without data.'],
  ['_interpolated', 'True when the footprint holds an interpolated pixel.'],
  ['_interpolatedCenter', 'True when the central 3 × 3 pixels hold an interpolated one.'],
  ['_offimage', 'True when the centre lies off the image.'],
  ['_saturated', 'True when the footprint holds a saturated pixel.'],
  ['_saturatedCenter', 'True when the central 3 × 3 pixels hold a saturated one.'],
  ['_suspect', 'True when the footprint holds a suspect pixel.'],
  ['_suspectCenter', 'True when the central 3 × 3 pixels hold a suspect one.'],
  ['_streak', 'True when a satellite streak crosses the footprint.'],
  ['_streakCenter', 'True when a satellite streak crosses the central 3 × 3 pixels.'],
  ['_injected', 'True when a synthetic source was injected in the footprint.'],
  ['_injectedCenter', 'True when a synthetic source was injected in the central 3 × 3 pixels.'],
  ['_injected_template', 'True when a synthetic source was injected in the template’s footprint.'],
  ['_injected_templateCenter', 'True when a synthetic source was injected at the template’s centre.'],
];

/** Root of the packet, and the salt that starts row keys; family `r`. */
export const lsstRootColumns: readonly Column[] = columnsOf('r', [
  ['observation_reason', 'string?', 'Why the visit was made, in the words of the scheduler.', undefined, 'meta.note'],
  ['target_name', 'string?', 'Name of the field or target of the visit.', undefined, 'meta.id;obs.field'],
  ['salt', 'string', 'Text that starts the row key and spreads rows over the cluster.', undefined, 'meta.code'],
]);

/** The 98 columns of a Rubin source, alert schema 10.0; family `r`. */
export const lsstDiaSourceColumns: readonly Column[] = columnsOf('r', [
  ...identityEntries,
  ...positionEntries,
  ...fluxEntries,
  ...trailEntries,
  ...dipoleEntries,
  ...shapeEntries,
  ...pixelFlags.map(([name, doc]): ColumnEntry => [`pixelFlags${name}`, 'boolean?', doc, undefined, 'meta.code.qual']),
]);

/** The 14 columns of forced photometry; family `r`. */
export const lsstDiaForcedSourceColumns: readonly Column[] = columnsOf('r', [
  ['diaForcedSourceId', 'long', 'Identifier of the forced measurement.', undefined, 'meta.id;meta.main'],
  ['diaObjectId', 'long', 'Object at whose position was measured.', undefined, 'meta.id;src'],
  ['ra', 'double', 'Right ascension where was measured, ICRS.', 'deg', 'pos.eq.ra'],
  ['dec', 'double', 'Declination where was measured, ICRS.', 'deg', 'pos.eq.dec'],
  ['visit', 'long', 'Identifier of the visit.', undefined, 'meta.id;obs.exposure'],
  ['detector', 'integer', 'Number of the detector in the camera.', undefined, 'meta.id;instr.det'],
  ['psfFlux', 'float?', 'Forced point-source flux in the difference image.', 'nJy', psfFlux],
  ['psfFluxErr', 'float?', '1σ error of psfFlux.', 'nJy', fluxError],
  ['midpointMjdTai', 'double', 'Middle of the visit, Modified Julian Date TAI.', 'd', 'time.epoch'],
  ['scienceFlux', 'float?', 'Forced point-source flux in the visit image.', 'nJy', psfFlux],
  ['scienceFluxErr', 'float?', '1σ error of scienceFlux.', 'nJy', fluxError],
  ['band', 'string?', 'Filter of the visit.', undefined, 'meta.code;instr.filter'],
  ['timeProcessedMjdTai', 'double', 'When the record was made, Modified Julian Date TAI.', 'd', 'time.processing'],
  ['timeWithdrawnMjdTai', 'double?', 'When the record was withdrawn, Modified Julian Date TAI.', 'd', 'time.end'],
]);
