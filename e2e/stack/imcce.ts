import { createServer, type Server } from 'node:http';
import { ephemeris } from '#server/demo/asteroid.ts';
import { movers } from '#server/demo/population.ts';

const text = 'application/json';

function sexagesimal(value: number): string {
  const size = Math.abs(value);
  const minutes = (size % 1) * 60;
  const seconds = ((minutes % 1) * 60).toFixed(4);
  return `${value < 0 ? '-' : '+'}${Math.floor(size)} ${Math.floor(minutes)} ${seconds}`;
}

/** The asteroid for which the ephemerides are out of order. */
export const withoutEphemeris = '9990001';

/** Places of a simulated asteroid, in the form of Miriade; half an exposure is taken off again, for it has no exposures. */
function ephemerides(name: string, epochs: readonly number[]): string {
  const mover = movers.find(({ designation }) => `a:${designation}` === name || `a:Simulated ${designation}` === name);
  if (mover === undefined) return '{"flag":-1,"status":"no solution"}';
  const data = epochs.map((jd) => {
    const at = ephemeris(mover.orbit, jd - 15 / 86_400);
    return {
      Date: jd,
      RA: sexagesimal(at.raDeg / 15),
      DEC: sexagesimal(at.decDeg),
      Dobs: at.earthAu,
      Dhelio: at.sunAu,
      VMag: at.magV,
      Phase: at.phaseDeg,
      'SDSS:g': at.magV + 0.25,
      'SDSS:r': at.magV - 0.2,
    };
  });
  return JSON.stringify({ sso: { name }, data });
}

/** A card with values of nobody's, for every simulated asteroid. */
function card(name: string): string {
  const bibref = [{ shortbib: 'Simulated+2026' }];
  return JSON.stringify({
    id: name,
    name: name.replaceAll('_', ' '),
    type: 'Asteroid',
    class: ['MB', 'Outer'],
    parent: 'Sun',
    parameters: {
      physical: {
        absolute_magnitude: { value: 11.8, error: { min: -0.05, max: 0.05 }, bibref },
        diameter: { value: 21.4, error: { min: -0.4, max: 0.5 }, bibref },
        albedo: { value: 0.07, error: { min: -0.01, max: 0.01 }, bibref },
        taxonomy: { class: { value: 'C' }, bibref },
      },
      dynamical: {
        orbital_elements: {
          semi_major_axis: { value: 3.05 },
          eccentricity: { value: 0.14 },
          inclination: { value: 4.2 },
          orbital_period: { value: 1945.6 },
        },
      },
    },
  });
}

/** Stands in for Miriade and SsODNet of the IMCCE: knows the simulated asteroids, and nobody outside is asked. */
export function startImcce(port: number): Promise<Server> {
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://imcce');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const epochs = [
      ...Buffer.concat(chunks)
        .toString()
        .matchAll(/^(\d{7}\.\d{6})\r?$/gm),
    ].map(([, jd]) => Number(jd));
    // Names: alerts of the simulated asteroids are filed under their numbers, which need no resolver.
    if (/\/sso(\/search)?$/.test(url.pathname))
      response.writeHead(200, { 'content-type': text }).end('{"total":0,"data":[]}');
    else if (url.pathname.endsWith('/ephemcc.php') && url.searchParams.get('-name')?.endsWith(withoutEphemeris))
      response.writeHead(500, { 'content-type': 'text/plain' }).end('out of order');
    else if (url.pathname.endsWith('/ephemcc.php'))
      response.writeHead(200, { 'content-type': text }).end(ephemerides(url.searchParams.get('-name') ?? '', epochs));
    else if (url.pathname.endsWith('/ssocard.php') && url.searchParams.get('q')?.startsWith('Simulated'))
      response.writeHead(200, { 'content-type': text }).end(card(url.searchParams.get('q') ?? ''));
    else response.writeHead(404, { 'content-type': text }).end('{"message":"not found"}');
  });
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)));
}
