/** Somewhere on Earth: WGS 84, degrees (east and north positive), metres above the ellipsoid or the sea: no matter here. */
export interface Place {
  readonly lonDeg: number;
  readonly latDeg: number;
  readonly heightM: number;
}

/** A place from which people observe. */
export interface Site extends Place {
  /** How addresses write it: short, lower case. */
  readonly id: string;
  readonly name: string;
  /** IANA name, or `UTC±h` of the longitude where none is known. */
  readonly timeZone: string;
}

const number = String.raw`-?\d{1,3}(?:\.\d{1,6})?`;
const written = new RegExp(String.raw`^(${number})_(${number})_(-?\d{1,4})(?:_([A-Za-z][\w+\-/]{1,48}))?$`);

/** The zone of whole hours that a longitude lies in, as IANA names it: its sign is turned round there. */
export function zoneOfLongitude(lonDeg: number): string {
  const hours = Math.round(lonDeg / 15);
  if (hours === 0) return 'Etc/GMT';
  return `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`;
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** `7.5_43.9_650` or `7.5_43.9_650_Europe/Paris`: longitude east, latitude, height; undefined for anything else. */
export function siteFromText(text: string): Site | undefined {
  const match = written.exec(text);
  if (!match) return undefined;
  const [lonDeg, latDeg, heightM] = match.slice(1, 4).map((part) => Number(part) + 0) as [number, number, number];
  if (Math.abs(lonDeg) > 180 || Math.abs(latDeg) > 90 || heightM < -430 || heightM > 8850) return undefined;
  const zone = match[4];
  if (zone !== undefined && !isTimeZone(zone)) return undefined;
  const timeZone = zone ?? zoneOfLongitude(lonDeg);
  return { id: 'own', name: 'Own place', lonDeg, latDeg, heightM, timeZone };
}

/** The one way to write a place of one's own; {@link siteFromText} reads it. */
export function textFromSite({ lonDeg, latDeg, heightM, timeZone }: Site): string {
  const short = (value: number): string => String(Number(value.toFixed(6)) + 0);
  const place = `${short(lonDeg)}_${short(latDeg)}_${Math.round(heightM) + 0}`;
  return timeZone === zoneOfLongitude(lonDeg) ? place : `${place}_${timeZone}`;
}
