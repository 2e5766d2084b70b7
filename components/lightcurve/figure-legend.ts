import type { BandMarker, BandName } from '#domain/surveys/survey.ts';
import type { Builder, FigureOptions } from './lightcurve-figure.ts';
import { type MarkKind, markKinds } from './marker-paths.ts';

export interface LegendEntry {
  readonly key: string;
  readonly label: string;
  readonly count: number;
  readonly shown: boolean;
  readonly kind: MarkKind;
  readonly band: BandName | null;
  readonly marker: BandMarker;
}

/** What can be switched on and off: each band, limits of each band that has some, and the kinds; zero counts stay. */
export function legendOf(found: ReadonlyMap<string, Builder>, options: FigureOptions): LegendEntry[] {
  const count = (kind: MarkKind, band?: BandName): number => {
    let total = 0;
    for (const [key, series] of found) {
      const [itsKind, itsBand] = key.split(' ');
      if (itsKind === kind && (band === undefined || itsBand === band)) total += series.x.length;
    }
    return total;
  };
  const first = options.bands[0]?.marker ?? 'circle';
  const entries: LegendEntry[] = options.bands.map(({ name, marker }) => ({
    key: name,
    label: name,
    count: count('detection', name),
    shown: !options.hidden.has(name),
    kind: 'detection',
    band: name,
    marker,
  }));
  const limited = options.bands.filter(({ name }) => count('limit', name) > 0);
  for (const { name, marker } of limited) {
    const key = `${name}-limit`;
    entries.push({
      key,
      label: `limits ${name}`,
      count: count('limit', name),
      shown: !options.hidden.has(key),
      kind: 'limit',
      band: name,
      marker,
    });
  }
  for (const kind of markKinds) {
    if (kind === 'detection' || (kind === 'limit' && limited.length > 0)) continue;
    const label = kind === 'limit' ? 'limits' : kind;
    entries.push({
      key: kind,
      label,
      count: count(kind),
      shown: !options.hidden.has(kind),
      kind,
      band: null,
      marker: first,
    });
  }
  return entries;
}
