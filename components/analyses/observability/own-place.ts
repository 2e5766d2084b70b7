import { type Site, siteFromText, textFromSite, zoneOfLongitude } from '#domain/observability/place.ts';

const storageKey = 'own-place';

/** The place that this browser was asked to remember. */
export function rememberedPlace(): Site | undefined {
  try {
    return siteFromText(localStorage.getItem(storageKey) ?? '');
  } catch {
    return undefined;
  }
}

/** Remembers a place in this browser, or forgets it. Browsers that keep nothing are no failure. */
export function rememberPlace(site: Site | undefined): void {
  try {
    if (site) localStorage.setItem(storageKey, textFromSite(site));
    else localStorage.removeItem(storageKey);
  } catch {
    // Storage is switched off: the address still has the place.
  }
}

/** What a visitor writes into the form. */
export interface PlaceDraft {
  readonly lon: string;
  readonly lat: string;
  readonly height: string;
  readonly zone: string;
}

const decimal = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text.trim().replace('−', '-')));

/** The place of a form, or what is wrong with it. */
export function siteFromDraft(draft: PlaceDraft): Site | string {
  const [lonDeg, latDeg, heightM] = [decimal(draft.lon), decimal(draft.lat), decimal(draft.height || '0')];
  if (!(Math.abs(lonDeg) <= 180)) return 'Longitude is degrees from −180 to 180, east positive.';
  if (!(Math.abs(latDeg) <= 90)) return 'Latitude is degrees from −90 to 90, north positive.';
  if (!(heightM >= -430 && heightM <= 8850)) return 'Height is metres from −430 to 8850.';
  const timeZone = draft.zone.trim() || zoneOfLongitude(lonDeg);
  const site = siteFromText(textFromSite({ id: 'own', name: 'Own place', lonDeg, latDeg, heightM, timeZone }));
  return site ?? 'There is no such time zone: names are like Europe/Paris; nothing means the hours of the longitude.';
}

/** The form of a place. */
export function draftFromSite(site: Site | undefined): PlaceDraft {
  if (!site) return { lon: '', lat: '', height: '', zone: '' };
  const { lonDeg, latDeg, heightM, timeZone } = site;
  const zone = timeZone === zoneOfLongitude(lonDeg) ? '' : timeZone;
  return { lon: String(lonDeg), lat: String(latDeg), height: String(heightM), zone };
}
