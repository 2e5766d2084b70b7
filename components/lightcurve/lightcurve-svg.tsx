'use client';
// Not for state: as a client component the marks travel as numbers, and not every element a second time.
import { FigureFrame } from './figure-frame.tsx';
import { FigureMarks } from './figure-marks.tsx';
import { type PackedFigure, unpackFigure } from './packed-figure.ts';

/** The light curve without script: what the server sends, and what the browser shows until Plotly has taken over. */
export function LightcurveSvg({ figure }: { readonly figure: PackedFigure }) {
  const unpacked = unpackFigure(figure);
  return (
    <FigureFrame figure={unpacked}>
      <FigureMarks figure={unpacked} />
    </FigureFrame>
  );
}
