import { expect, test } from 'vitest';
import type { BandName } from '#domain/surveys/survey.ts';
import { imageSurveyNames, surveyImage } from './image-surveys.ts';

test('a survey is shown in the band of the alert, or in the nearest that it has', () => {
  expect(surveyImage('ps1', 'g')).toEqual({ hips: 'CDS/P/PanSTARRS/DR1/g', label: 'Pan-STARRS DR1 g', short: 'PS1 g' });
  expect(surveyImage('ps1', 'u').label).toBe('Pan-STARRS DR1 g');
  expect(surveyImage('legacy', 'y').hips).toBe('CDS/P/DESI-Legacy-Surveys/DR10/z');
  expect(surveyImage('dss2', 'i')).toEqual({ hips: 'CDS/P/DSS2/NIR', label: 'DSS2 infrared', short: 'DSS2 infrared' });
});

test('every band of every survey has an image', () => {
  for (const name of imageSurveyNames)
    for (const band of ['u', 'g', 'r', 'i', 'z', 'y'] as readonly BandName[])
      expect(surveyImage(name, band).hips).not.toContain('undefined');
});
