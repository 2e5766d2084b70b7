/** Heard by canvases and the plot, which read the tokens once per theme. */
export const themeEvent = 'portal-theme';
