/** Arcseconds to their useful digits; minutes and degrees for wide cones. */
export function separationText(arcsec: number): string {
  if (arcsec < 100) return `${arcsec.toFixed(2)}″`;
  if (arcsec < 3600) return `${(arcsec / 60).toFixed(2)}′`;
  return `${(arcsec / 3600).toFixed(3)}°`;
}
