import { FigureFrame } from './figure-frame.tsx';
import { FigureMarks } from './figure-marks.tsx';
import type { LightcurveFigure } from './lightcurve-figure.ts';

/** The light curve without script: what the server sends, and what the browser shows until Plotly has taken over. */
export function LightcurveSvg({ figure }: { readonly figure: LightcurveFigure }) {
  return (
    <FigureFrame figure={figure}>
      <FigureMarks figure={figure} />
    </FigureFrame>
  );
}
