import type { ColourMapName, Rgb } from '#domain/stamps/colour-map.ts';
import type { StampKind } from '#domain/stamps/locator.ts';

/** Colour of a pixel that is missing, from the theme. */
export function voidColour(element: Element): Rgb {
  const hex = getComputedStyle(element).getPropertyValue('--stamp-void').trim();
  const part = (at: number): number => Number.parseInt(hex.slice(at, at + 2), 16) || 0;
  return [part(1), part(3), part(5)];
}

/** The diverging map speaks about differences only; in red light, which keeps one channel, colours say nothing. */
export function mapFor(kind: StampKind, map: ColourMapName): ColourMapName {
  const coloured = map !== 'grey' && map !== 'inverted';
  if (coloured && document.documentElement.dataset.theme === 'red') return 'grey';
  return map === 'coolwarm' && kind !== 'Difference' ? 'grey' : map;
}
