import type { Site } from './place.ts';

type Row = readonly [id: string, name: string, lonDeg: number, latDeg: number, heightM: number, timeZone: string];

/**
 * Observatories by part of the world. Longitude east and latitude, degrees; height, metres; clocks by the IANA's name.
 * Positions as in the site registry of astropy (astropy-data, coordinates/sites.json), or as the observatory publishes them.
 */
const rows: Readonly<Record<string, readonly Row[]>> = {
  'North America': [
    ['palomar', 'Palomar', -116.863, 33.356, 1706, 'America/Los_Angeles'],
    ['mt-wilson', 'Mount Wilson', -118.0617, 34.2226, 1742, 'America/Los_Angeles'],
    ['lick', 'Lick', -121.6367, 37.3433, 1290, 'America/Los_Angeles'],
    ['manastash', 'Manastash Ridge', -120.7278, 46.9528, 1198, 'America/Los_Angeles'],
    ['dao', 'Dominion (DAO, Victoria)', -123.4167, 48.5217, 229, 'America/Vancouver'],
    ['san-pedro-martir', 'San Pedro Mártir', -115.4869, 31.0292, 2830, 'America/Tijuana'],
    ['kitt-peak', 'Kitt Peak', -111.6, 31.9633, 2120, 'America/Phoenix'],
    ['mmt', 'Mount Hopkins (MMT, FLWO)', -110.885, 31.6883, 2608, 'America/Phoenix'],
    ['mt-graham', 'Mount Graham (LBT)', -109.8719, 32.7016, 2902, 'America/Phoenix'],
    ['mt-bigelow', 'Catalina (Mount Bigelow)', -110.7317, 32.4167, 2510, 'America/Phoenix'],
    ['lowell', 'Lowell Discovery Telescope', -111.4225, 34.7443, 2337, 'America/Phoenix'],
    ['apache-point', 'Apache Point', -105.82, 32.78, 2798, 'America/Denver'],
    ['mcdonald', 'McDonald', -104.0217, 30.6717, 2075, 'America/Chicago'],
    ['mont-megantic', 'Mont-Mégantic', -71.1525, 45.4557, 1108, 'America/Toronto'],
  ],
  'South America': [
    ['rubin', 'Rubin (Cerro Pachón)', -70.7494, -30.2446, 2663, 'America/Santiago'],
    ['gemini-south', 'Gemini South, SOAR (Cerro Pachón)', -70.7367, -30.2407, 2750, 'America/Santiago'],
    ['ctio', 'Cerro Tololo (CTIO)', -70.815, -30.1653, 2215, 'America/Santiago'],
    ['la-silla', 'La Silla', -70.73, -29.2567, 2347, 'America/Santiago'],
    ['las-campanas', 'Las Campanas', -70.7017, -29.0033, 2282, 'America/Santiago'],
    ['paranal', 'Paranal', -70.405, -24.6274, 2669, 'America/Santiago'],
    ['armazones', 'Cerro Armazones', -70.2013, -24.5987, 2817, 'America/Santiago'],
  ],
  Pacific: [
    ['mauna-kea', 'Mauna Kea', -155.4783, 19.8283, 4160, 'Pacific/Honolulu'],
    ['haleakala', 'Haleakalā', -156.169, 20.7155, 3048, 'Pacific/Honolulu'],
    ['mt-john', 'Mount John', 170.4651, -43.9857, 1029, 'Pacific/Auckland'],
    ['siding-spring', 'Siding Spring', 149.0612, -31.2734, 1149, 'Australia/Sydney'],
    ['mt-stromlo', 'Mount Stromlo', 149.0243, -35.3207, 767, 'Australia/Sydney'],
  ],
  'Europe and Canaries': [
    ['la-palma', 'La Palma (Roque de los Muchachos)', -17.88, 28.7583, 2327, 'Atlantic/Canary'],
    ['teide', 'Teide (Tenerife)', -16.5097, 28.3, 2390, 'Atlantic/Canary'],
    ['calar-alto', 'Calar Alto', -2.5461, 37.2236, 2168, 'Europe/Madrid'],
    ['javalambre', 'Javalambre', -1.0161, 40.042, 1956, 'Europe/Madrid'],
    ['ohp', 'Haute-Provence (OHP)', 5.7133, 43.9308, 650, 'Europe/Paris'],
    ['pic-du-midi', 'Pic du Midi', 0.1426, 42.9365, 2877, 'Europe/Paris'],
    ['asiago', 'Asiago (Cima Ekar)', 11.5811, 45.8486, 1413, 'Europe/Rome'],
    ['wendelstein', 'Wendelstein', 12.012, 47.7036, 1838, 'Europe/Berlin'],
    ['greenwich', 'Greenwich', -0.0015, 51.4778, 46, 'Europe/London'],
  ],
  'Africa and Asia': [
    ['saao', 'SAAO, SALT (Sutherland)', 20.8108, -32.3758, 1798, 'Africa/Johannesburg'],
    ['wise', 'Wise', 34.7622, 30.5974, 875, 'Asia/Jerusalem'],
    ['tug', 'TUG (Bakırlıtepe)', 30.3356, 36.8242, 2500, 'Europe/Istanbul'],
    ['caucasus', 'Caucasian Mountain Observatory', 42.6675, 43.7461, 2112, 'Europe/Moscow'],
    ['maidanak', 'Maidanak', 66.8964, 38.6733, 2593, 'Asia/Samarkand'],
    ['hanle', 'Hanle (IAO)', 78.9642, 32.7794, 4500, 'Asia/Kolkata'],
    ['kavalur', 'Vainu Bappu (Kavalur)', 78.8266, 12.5767, 725, 'Asia/Kolkata'],
    ['doi-inthanon', 'Thai National Observatory', 98.4867, 18.5906, 2457, 'Asia/Bangkok'],
    ['lijiang', 'Lijiang (Gaomeigu)', 100.03, 26.695, 3193, 'Asia/Shanghai'],
    ['xinglong', 'Xinglong', 117.575, 40.3933, 950, 'Asia/Shanghai'],
    ['lulin', 'Lulin', 120.8736, 23.4686, 2862, 'Asia/Taipei'],
    ['okayama', 'Okayama', 133.594, 34.5771, 370, 'Asia/Tokyo'],
  ],
};

/** Part of the world and its observatories, as a select shows them. */
export const observatoryGroups: readonly (readonly [title: string, sites: readonly Site[]])[] = Object.entries(
  rows,
).map(([title, sites]) => [
  title,
  sites.map(([id, name, lonDeg, latDeg, heightM, timeZone]) => ({ id, name, lonDeg, latDeg, heightM, timeZone })),
]);

const byId = new Map(observatoryGroups.flatMap(([, sites]) => sites).map((site) => [site.id, site]));

/** An observatory of the table. */
export function observatory(id: string): Site | undefined {
  return byId.get(id);
}
