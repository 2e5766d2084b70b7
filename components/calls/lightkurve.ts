import type { SurveyId } from '#domain/surveys/survey.ts';
import { pythonRequest, type ShownCall } from './snippets.ts';

/** How the rows of a survey become times and fluxes (µJy) of one band. */
const reading: Readonly<Record<SurveyId, readonly string[]>> = {
  ztf: [
    'valid = [str(tag) == "valid" for tag in table["d:tag"]]',
    'rows = table[np.array(valid) & (table["i:fid"] == table["i:fid"][valid][0])]',
    'sign = np.where([str(text) in ("t", "1") for text in rows["i:isdiffpos"]], 1, -1)',
    'flux = sign * 10 ** (0.4 * (23.9 - np.array(rows["i:magpsf"], dtype=float)))',
    'error = np.abs(flux) * np.array(rows["i:sigmapsf"], dtype=float) * np.log(10) / 2.5',
    'time = Time(np.array(rows["i:jd"], dtype=float), format="jd", scale="utc")',
  ],
  lsst: [
    'rows = table[table["r:band"] == table["r:band"][0]]',
    'flux = np.array(rows["r:psfFlux"], dtype=float) / 1000',
    'error = np.array(rows["r:psfFluxErr"], dtype=float) / 1000',
    'time = Time(np.array(rows["r:midpointMjdTai"], dtype=float), format="mjd", scale="tai")',
  ],
};

/** The light curve of one band as an object of lightkurve, difference flux in µJy. */
export function lightkurveSnippet(survey: SurveyId, call: ShownCall): string {
  return [
    'import io',
    '',
    'import astropy.units as u',
    'import lightkurve as lk',
    'import numpy as np',
    'import requests',
    'from astropy.table import Table',
    'from astropy.time import Time',
    '',
    ...pythonRequest(call, 'votable'),
    'table = Table.read(io.BytesIO(answer.content), format="votable", use_names_over_ids=True)',
    '# one band: a light curve of lightkurve knows no others',
    ...reading[survey],
    'curve = lk.LightCurve(time=time, flux=flux * u.uJy, flux_err=error * u.uJy)',
    'print(curve)',
  ].join('\n');
}
