/** Pixels around the frame; tokens.css holds the same numbers for the first HTML. */
export interface Margins {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly height: number;
}

export const wideMargins: Margins = { left: 46, right: 124, top: 30, bottom: 42, height: 376 };
export const phoneMargins: Margins = { left: 34, right: 10, top: 26, bottom: 40, height: 320 };
/** Below this viewport width the phone's margins hold. */
export const phoneBelowPx = 700;
