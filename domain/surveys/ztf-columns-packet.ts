import { type ColumnEntry, columnsOf } from '#domain/surveys/columns-of.ts';
import type { Column } from '#domain/surveys/survey.ts';

const ordinals = ['nearest', 'second nearest', 'third nearest'] as const;
const ps1Bands = ['g', 'r', 'i', 'z'] as const;
const ps1Ucd = { g: 'em.opt.B', r: 'em.opt.R', i: 'em.opt.I', z: 'em.opt.I' } as const;

/** The three Pan-STARRS 1 sources around a ZTF candidate share their column names but for a digit. */
const panStarrs: readonly ColumnEntry[] = ordinals.flatMap((ordinal, index): ColumnEntry[] => {
  const n = index + 1;
  return [
    [`objectidps${n}`, 'long?', `Pan-STARRS 1 identifier of the ${ordinal} PS1 source.`, undefined, 'meta.id.cross'],
    ...ps1Bands.map(
      (band): ColumnEntry => [
        `s${band}mag${n}`,
        'float?',
        `PSF magnitude in ${band} of the ${ordinal} PS1 source within 30″; −999 when there is none.`,
        'mag',
        `phot.mag;${ps1Ucd[band]}`,
      ],
    ),
    [
      `sgscore${n}`,
      'float?',
      `Star–galaxy score of the ${ordinal} PS1 source: 1 is a star, 0 a galaxy, 0.5 unknown.`,
      undefined,
      'src.class.starGalaxy',
    ],
    [`distpsnr${n}`, 'float?', `Distance to the ${ordinal} PS1 source within 30″.`, 'arcsec', 'pos.angDistance'],
  ];
});

const rootEntries: readonly ColumnEntry[] = [
  ['objectId', 'string', 'Name of the ZTF object that the alert belongs to.', undefined, 'meta.id;meta.main'],
  ['candid', 'long', 'Identifier of the alert (candidate), unique in ZTF.', undefined, 'meta.id'],
  ['schemavsn', 'string', 'Version of the alert schema of the packet.', undefined, 'meta.version'],
  ['publisher', 'string', 'Who published the packet.', undefined, 'meta.curation'],
  [
    'fink_broker_version',
    'string',
    'Version of the broker software that processed the alert.',
    undefined,
    'meta.version',
  ],
  [
    'fink_science_version',
    'string',
    'Version of the science modules that processed the alert.',
    undefined,
    'meta.version',
  ],
];

const exposureEntries: readonly ColumnEntry[] = [
  ['jd', 'double', 'Start of the exposure, Julian Date UTC.', 'd', 'time.start;obs.exposure'],
  ['fid', 'integer', 'Filter of the exposure: 1 is g, 2 is r, 3 is i.', undefined, 'meta.code;instr.filter'],
  ['pid', 'long', 'Processing number of the science image in the archive.', undefined, 'meta.id;obs.image'],
  [
    'diffmaglim',
    'float?',
    '5σ limiting magnitude of the difference image, from its noise.',
    'mag',
    'phot.mag;stat.max',
  ],
  ['pdiffimfilename', 'string?', 'File name of the science minus reference image.', undefined, 'meta.id;meta.file'],
  ['programpi', 'string?', 'Principal investigator of the observing programme.', undefined, 'meta.curation'],
  ['programid', 'integer', 'Observing programme: 1 public, 2 collaboration, 3 Caltech.', undefined, 'meta.code'],
  ['tblid', 'long?', 'Row of the candidate in the pipeline’s extraction table.', undefined, 'meta.record'],
  ['nid', 'integer?', 'Number of the night.', undefined, 'meta.id;time'],
  ['rcid', 'integer?', 'Readout channel, 0 to 63: four quadrants on each of 16 CCDs.', undefined, 'meta.id;instr.det'],
  ['field', 'integer?', 'Number of the ZTF field on the sky.', undefined, 'meta.id;obs.field'],
  ['tooflag', 'integer?', '1 when the exposure answers a target-of-opportunity request.', undefined, 'meta.code'],
  ['exptime', 'float?', 'Exposure time.', 's', 'time.duration;obs.exposure'],
];

const measurementEntries: readonly ColumnEntry[] = [
  [
    'isdiffpos',
    'string',
    't or 1 when the source is brighter than in the reference, f or 0 when it is fainter.',
    undefined,
    'meta.code',
  ],
  ['xpos', 'float?', 'Column of the candidate on the readout channel.', 'pixel', 'pos.cartesian.x;instr.det'],
  ['ypos', 'float?', 'Row of the candidate on the readout channel.', 'pixel', 'pos.cartesian.y;instr.det'],
  ['ra', 'double', 'Right ascension of the candidate, J2000.', 'deg', 'pos.eq.ra;meta.main'],
  ['dec', 'double', 'Declination of the candidate, J2000.', 'deg', 'pos.eq.dec;meta.main'],
  ['magpsf', 'float', 'PSF-fit magnitude of the absolute difference flux, AB.', 'mag', 'phot.mag;em.opt'],
  ['sigmapsf', 'float', '1σ error of magpsf.', 'mag', 'stat.error;phot.mag;em.opt'],
  ['chipsf', 'float?', 'Reduced χ² of the PSF fit.', undefined, 'stat.fit.chi2'],
  ['magap', 'float?', 'Magnitude in an aperture of 14 pixels diameter.', 'mag', 'phot.mag;em.opt'],
  ['sigmagap', 'float?', '1σ error of magap.', 'mag', 'stat.error;phot.mag;em.opt'],
  ['magapbig', 'float?', 'Magnitude in an aperture of 18 pixels diameter.', 'mag', 'phot.mag;em.opt'],
  ['sigmagapbig', 'float?', '1σ error of magapbig.', 'mag', 'stat.error;phot.mag;em.opt'],
  ['magdiff', 'float?', 'Aperture minus PSF magnitude, magap − magpsf.', 'mag', 'phot.mag;arith.diff'],
  ['magfromlim', 'float?', 'Limit minus aperture magnitude, diffmaglim − magap.', 'mag', 'phot.mag;arith.diff'],
  ['sky', 'float?', 'Local background in the difference image.', 'adu', 'instr.background'],
  ['fwhm', 'float?', 'Full width at half maximum of a Gaussian core.', 'pixel', 'phys.angSize;src'],
  [
    'classtar',
    'float?',
    'SExtractor star–galaxy score of the candidate: 1 is point-like.',
    undefined,
    'src.class.starGalaxy',
  ],
  ['mindtoedge', 'float?', 'Distance to the nearest edge of the image.', 'pixel', 'pos.distance;instr.det'],
  [
    'seeratio',
    'float?',
    'Seeing of the difference image over the width of the candidate.',
    undefined,
    'instr.obsty.seeing;arith.ratio',
  ],
  ['aimage', 'float?', 'RMS of the windowed profile along the major axis.', 'pixel', 'phys.angSize.smajAxis'],
  ['bimage', 'float?', 'RMS of the windowed profile along the minor axis.', 'pixel', 'phys.angSize.sminAxis'],
  ['aimagerat', 'float?', 'Major axis over full width, aimage / fwhm.', undefined, 'phys.angSize.smajAxis;arith.ratio'],
  ['bimagerat', 'float?', 'Minor axis over full width, bimage / fwhm.', undefined, 'phys.angSize.sminAxis;arith.ratio'],
  ['elong', 'float?', 'Elongation, aimage / bimage.', undefined, 'src.morph.param'],
  ['nneg', 'integer?', 'Negative pixels in the central 5 × 5.', undefined, 'meta.number'],
  ['nbad', 'integer?', 'Pixels flagged as bad in the central 5 × 5.', undefined, 'meta.number'],
  [
    'sumrat',
    'float?',
    'Sum of pixels over sum of their moduli in the filtered central 5 × 5.',
    undefined,
    'phot.count;arith.ratio',
  ],
  ['scorr', 'double?', 'Peak signal-to-noise in the matched-filter detection image.', undefined, 'stat.snr'],
  ['dsnrms', 'float?', 'Difference image over its standard deviation, at the candidate.', undefined, 'stat.snr'],
  ['ssnrms', 'float?', 'Detection image over its standard deviation, at the candidate.', undefined, 'stat.snr'],
  ['dsdiff', 'float?', 'dsnrms − ssnrms.', undefined, 'stat.snr;arith.diff'],
  ['rb', 'float?', 'Real–bogus score of the random forest: 1 is real.', undefined, 'stat.probability'],
  ['rbversion', 'string', 'Version of the model behind rb.', undefined, 'meta.version'],
  ['drb', 'float?', 'Real–bogus score of the deep network: 1 is real.', undefined, 'stat.probability'],
  ['drbversion', 'string', 'Version of the model behind drb.', undefined, 'meta.version'],
];

const surroundingsEntries: readonly ColumnEntry[] = [
  [
    'ssdistnr',
    'float?',
    'Distance to the nearest known Solar System object within 30″; −999 when none.',
    'arcsec',
    'pos.angDistance',
  ],
  ['ssmagnr', 'float?', 'Predicted magnitude of that Solar System object, usually V.', 'mag', 'phot.mag;em.opt.V'],
  ['ssnamenr', 'string?', 'Name of that Solar System object in the MPC archive.', undefined, 'meta.id.cross'],
  [
    'distnr',
    'float?',
    'Distance to the nearest source of the reference image, in pixels of about 1.01″.',
    'pixel',
    'pos.angDistance',
  ],
  ['magnr', 'float?', 'Magnitude of that reference source.', 'mag', 'phot.mag;em.opt'],
  ['sigmagnr', 'float?', '1σ error of magnr.', 'mag', 'stat.error;phot.mag;em.opt'],
  ['chinr', 'float?', 'DAOPhot χ of that reference source.', undefined, 'stat.fit.param'],
  ['sharpnr', 'float?', 'DAOPhot sharpness of that reference source.', undefined, 'src.morph.param'],
  ['ranr', 'double', 'Right ascension of that reference source, J2000.', 'deg', 'pos.eq.ra'],
  ['decnr', 'double', 'Declination of that reference source, J2000.', 'deg', 'pos.eq.dec'],
  [
    'ndethist',
    'integer',
    'Detections above about 3σ within 1.5″ since the survey began, on this field and channel.',
    undefined,
    'meta.number;obs',
  ],
  ['ncovhist', 'integer', 'Times that the position was observed since the survey began.', undefined, 'meta.number;obs'],
  ['jdstarthist', 'double?', 'First of the detections counted by ndethist, Julian Date UTC.', 'd', 'time.start'],
  ['jdendhist', 'double?', 'Last of the detections counted by ndethist, Julian Date UTC.', 'd', 'time.end'],
  ['nmtchps', 'integer', 'PS1 sources within 30″.', undefined, 'meta.number'],
  ['neargaia', 'float?', 'Distance to the nearest Gaia DR1 source within 90″.', 'arcsec', 'pos.angDistance'],
  [
    'neargaiabright',
    'float?',
    'Distance to the nearest Gaia DR1 source brighter than 14 mag within 90″.',
    'arcsec',
    'pos.angDistance',
  ],
  ['maggaia', 'float?', 'Gaia G magnitude of the nearest source.', 'mag', 'phot.mag;em.opt'],
  ['maggaiabright', 'float?', 'Gaia G magnitude of the nearest bright source.', 'mag', 'phot.mag;em.opt'],
  ...panStarrs,
];

const calibrationEntries: readonly ColumnEntry[] = [
  ['rfid', 'long', 'Processing number of the reference image in the archive.', undefined, 'meta.id;obs.image'],
  ['jdstartref', 'double', 'Earliest exposure in the reference image, Julian Date UTC.', 'd', 'time.start'],
  ['jdendref', 'double', 'Latest exposure in the reference image, Julian Date UTC.', 'd', 'time.end'],
  ['nframesref', 'integer', 'Exposures in the reference image.', undefined, 'meta.number;obs.image'],
  ['magzpsci', 'float?', 'Photometric zero point of the science image.', 'mag', 'phot.mag;arith.zp'],
  ['magzpsciunc', 'float?', 'Uncertainty of magzpsci.', 'mag', 'stat.error;phot.mag;arith.zp'],
  ['magzpscirms', 'float?', 'RMS of the calibrators about the photometric solution.', 'mag', 'stat.stdev;phot.mag'],
  ['nmatches', 'integer', 'PS1 calibrators used for the science image.', undefined, 'meta.number'],
  ['clrcoeff', 'float?', 'Colour coefficient of the photometric solution.', undefined, 'stat.fit.param;phot.color'],
  ['clrcounc', 'float?', 'Uncertainty of clrcoeff.', undefined, 'stat.error;stat.fit.param'],
  ['zpclrcov', 'float?', 'Covariance of magzpsci and clrcoeff.', 'mag2', 'stat.covariance'],
  ['zpmed', 'float?', 'Zero point as the median over the calibrators.', 'mag', 'phot.mag;arith.zp;stat.median'],
  [
    'clrmed',
    'float?',
    'Median colour of the calibrators: g−r for g and r, r−i for i.',
    'mag',
    'phot.color;stat.median',
  ],
  ['clrrms', 'float?', 'RMS colour of the calibrators.', 'mag', 'stat.stdev;phot.color'],
];

/** The 102 candidate columns and the 6 of the packet's root, family `i`. */
export const ztfPacketColumns: readonly Column[] = columnsOf('i', [
  ...rootEntries,
  ...exposureEntries,
  ...measurementEntries,
  ...surroundingsEntries,
  ...calibrationEntries,
]);
