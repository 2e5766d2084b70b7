import { type Band, bandNames } from '#domain/surveys/survey.ts';
import { markKinds, markPath } from './marker-paths.ts';

/** Plotly's name for a mark of ours. */
export const symbolName = (kind: string, band: string): string => `portal-${kind}-${band}`;

/** First free number: Plotly's own symbols end at 54, open and dotted forms begin at 100. */
const firstNumber = 60;

/**
 * Plotly with the scatter trace and nothing else, about 350 kB gzip, and with our marks among its symbols:
 * they must be known before Plotly's core is evaluated, which is why this is not a plain import.
 */
export async function loadPlotly(bands: readonly Band[]) {
  performance.mark('plot-start');
  const { default: definitions } = await import('plotly.js/src/components/drawing/symbol_defs');
  for (const [k, kind] of markKinds.entries()) {
    for (const { name, marker } of bands) {
      definitions[symbolName(kind, name)] = {
        n: firstNumber + k * bandNames.length + bandNames.indexOf(name),
        f: (r) => markPath(kind, name, marker, r),
        noDot: true,
      };
    }
  }
  const { default: plotly } = await import('plotly.js/lib/core');
  performance.mark('plot-code');
  await nextTask();
  return plotly;
}

/** Evaluating the code is work enough for one task: what waits, an input perhaps, is let in before the drawing begins. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

export type Plotly = Awaited<ReturnType<typeof loadPlotly>>;
