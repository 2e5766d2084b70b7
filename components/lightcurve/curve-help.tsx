import type { ReactNode } from 'react';
import { useObjectPage } from '#components/object/object-context.tsx';
import { Scrolled } from '#components/ui/scrolled.tsx';
import { largestApparentError, referenceReachArcsec } from '#domain/photometry/apparent.ts';
import {
  apparentErrorFormula,
  apparentFluxFormula,
  apparentMagFormula,
  asinhMagFormula,
  colourErrorFormula,
  differenceFluxFormula,
  differenceMagFormula,
  magErrorFormula,
} from './curve-formulas.ts';
import styles from './curve-help.module.css';
import markStyles from './figure-marks.module.css';
import { type MarkKind, markKinds, markPath } from './marker-paths.ts';

interface Quantity {
  readonly name: string;
  readonly formulas: readonly ReactNode[];
  readonly says: string;
}

const quantities: readonly Quantity[] = [
  {
    name: 'Difference magnitude, m',
    formulas: [differenceMagFormula, magErrorFormula],
    says: 'AB magnitude of the flux in the difference image, whatever its sign; the mark tells the sign.',
  },
  {
    name: 'Difference flux, f',
    formulas: [differenceFluxFormula],
    says: 'Science minus reference, µJy: negative where the source is fainter than in the reference. 3631 Jy is magnitude 0 (Oke & Gunn 1983).',
  },
  {
    name: 'Apparent flux, F',
    formulas: [apparentFluxFormula, apparentErrorFormula],
    says: `The source as it shines: f with its sign on top of the nearest source of the reference, where that is within ${referenceReachArcsec}″. Surveys that measure the total flux themselves need no sum.`,
  },
  {
    name: 'Apparent (DC) magnitude',
    formulas: [apparentMagFormula],
    says: `Only where F is above 0 and the error below ${largestApparentError} mag.`,
  },
  {
    name: 'Asinh magnitude, μ',
    formulas: [asinhMagFormula],
    says: 'Magnitude of a difference flux of any sign: the usual one for bright sources, linear in flux for faint ones. b, the softening, is 1.042 times the median error of this light curve; f₀ = 3631 Jy. Lupton, Gunn & Szalay 1999, AJ 118, 1406.',
  },
  {
    name: 'Colour, g − r',
    formulas: [colourErrorFormula],
    says: 'Each g with the r that is nearest in time, within the days that the panel names.',
  },
];

const marks: Readonly<Record<MarkKind, string>> = {
  detection: 'Detection, brighter than the reference; each band has its own shape.',
  negative: 'Detection, fainter than the reference: negative flux.',
  limit: 'Upper limit: nothing found down to this magnitude (5σ).',
  forced: 'Forced photometry: measured at the place of the object, detected or not. Below 3σ it has no magnitude.',
  bad: 'Detection of bad quality: measured, not to be trusted.',
};

/** What the axes and the marks of a light curve mean, with the formulas by which they were made. */
export function CurveHelp() {
  const { bands } = useObjectPage().facts;
  const [band] = bands;
  return (
    <Scrolled label="Marks and quantities" className={styles.help}>
      <h3>Marks</h3>
      <ul>
        {markKinds.map((kind) => (
          <li key={kind}>
            <svg viewBox="-7 -8 14 14" aria-hidden="true">
              <path className={markStyles[kind]} d={markPath(kind, band?.name ?? 'g', band?.marker ?? 'circle')} />
            </svg>
            {marks[kind]}
          </li>
        ))}
      </ul>
      <p>Bars are 1σ. What has no mark in a view is counted in the plot, with the reason.</p>
      <h3>Quantities</h3>
      <dl>
        {quantities.map(({ name, formulas, says }) => (
          <div key={name}>
            <dt>{name}</dt>
            {formulas.map((one, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list
              <dd key={place} className={styles.formula}>
                {one}
              </dd>
            ))}
            <dd>{says}</dd>
          </div>
        ))}
      </dl>
    </Scrolled>
  );
}
