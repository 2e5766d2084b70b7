import type { FakeServiceHandler } from '../testing/fake-service.ts';

/** A value in the sexagesimal text of Miriade. */
function sexagesimal(value: number, digits: number): string {
  const size = Math.abs(value);
  const whole = Math.floor(size);
  const minutes = Math.floor((size - whole) * 60);
  const seconds = (size - whole - minutes / 60) * 3600;
  const two = (part: number | string): string => String(part).padStart(2, '0');
  return `${value < 0 ? '-' : '+'}${two(whole)} ${two(minutes)} ${two(seconds.toFixed(digits))}`;
}

/** What the fake predicts for an epoch: a smooth path, the same for every object. */
export function fakeEphemerisAt(jd: number): {
  raHours: number;
  decDeg: number;
  dobs: number;
  dhelio: number;
  phaseDeg: number;
} {
  const t = (jd - 2_459_000) / 1000;
  return {
    raHours: 12 + 8 * Math.sin(t * 3),
    decDeg: -20 + 15 * Math.cos(t * 4),
    dobs: 1.9 + 0.7 * Math.sin(t * 11),
    dhelio: 2.6 + 0.2 * Math.cos(t * 5),
    phaseDeg: 10 + 9.5 * Math.sin(t * 17),
  };
}

/** Answers as ephemcc does to a POST with a file of epochs; `known` tells whether it has an ephemeris of `a:8467`. */
export function miriadeHandler(known: (name: string) => boolean = () => true): FakeServiceHandler {
  return ({ url, body, method }) => {
    const name = url.searchParams.get('-name') ?? '';
    const epochs = [...body.matchAll(/^(\d{7}\.\d{6})\r?$/gm)].map((match) => Number(match[1]));
    const isJson =
      method === 'POST' && url.pathname.endsWith('/ephemcc.php') && url.searchParams.get('-mime') === 'json';
    if (!isJson) return { status: 400, contentType: 'text/plain', body: 'bad request' };
    if (!known(name)) return { contentType: 'application/json', body: '{"flag":-1,"status":"no solution"}' };
    const isAsteroid = name.startsWith('a:');
    const data = epochs.map((jd) => {
      const { raHours, decDeg, dobs, dhelio, phaseDeg } = fakeEphemerisAt(jd);
      return {
        Date: jd,
        RA: sexagesimal(raHours, 5),
        DEC: sexagesimal(decDeg, 4),
        Dobs: dobs,
        Dhelio: dhelio,
        VMag: 17.5,
        Phase: phaseDeg,
        Elong: 120.5,
        dRAcosDEC: -0.3,
        dDEC: 0.1,
        ...(isAsteroid ? { 'SDSS:g': 17.9, 'SDSS:r': 17.3 } : {}),
      };
    });
    const sso = { num: 8467, name: name.slice(2), type: isAsteroid ? 'asteroid' : 'comet' };
    return { contentType: 'application/json', body: JSON.stringify({ sso, data }) };
  };
}
