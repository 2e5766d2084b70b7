import { type PositionForm, positionForms, positionText } from '#domain/coordinates/position-text.ts';
import type { SkyPosition } from '#domain/coordinates/separation.ts';
import type { WrittenPosition } from './coordinates-button.tsx';

const frames: Record<PositionForm, string> = {
  hms: 'ICRS',
  deg: 'ICRS, degrees',
  galactic: 'galactic l, b',
  ecliptic: 'ecliptic λ, β',
};

/** A position in every form that the header can show, with true minus signs; copying writes them as hyphens again. */
export function writtenPositions({ raDeg, decDeg }: SkyPosition): readonly WrittenPosition[] {
  return positionForms.map((form) => ({
    text: positionText({ raDeg, decDeg }, form).replaceAll('-', '−'),
    frame: frames[form],
  }));
}
