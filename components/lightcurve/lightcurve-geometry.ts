/** Pixels around the frame; tokens.css holds the same numbers for the first HTML. */
export interface Margins {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly height: number;
}

export const wideMargins: Margins = { left: 46, right: 124, top: 30, bottom: 42, height: 360 };
export const phoneMargins: Margins = { left: 34, right: 10, top: 26, bottom: 40, height: 320 };
/** Below this viewport width the phone's margins hold. */
export const phoneBelowPx = 700;

/** The inner frame, px of the panel. */
export interface PlotBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export function boxOf(margins: Margins, width: number): PlotBox {
  return {
    left: margins.left,
    top: margins.top,
    width: Math.max(1, width - margins.left - margins.right),
    height: margins.height - margins.top - margins.bottom,
  };
}
