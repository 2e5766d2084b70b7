import type { FakeServiceHandler } from '../testing/fake-service.ts';

export interface FakeBody {
  readonly name: string;
  readonly type: 'Asteroid' | 'Dwarf Planet' | 'Comet';
  readonly aliases: readonly string[];
}

/** A few bodies of the Solar System, with some of their aliases. */
export const fakeBodies: readonly FakeBody[] = [
  { name: 'Ceres', type: 'Dwarf Planet', aliases: ['1', '1899 OF', '1943 XB', 'J43X00B'] },
  { name: 'Benoitcarry', type: 'Asteroid', aliases: ['8467', '1981 CG', 'J81C00G'] },
  { name: 'Julienpeloton', type: 'Asteroid', aliases: ['33803', '1999 WK11'] },
  { name: '2010 JO69', type: 'Asteroid', aliases: ['624188', 'K10J69O'] },
  { name: '2021 AB7', type: 'Asteroid', aliases: ['K21A07B'] },
  { name: 'C/2020 F3', type: 'Comet', aliases: ['NEOWISE', 'CK20F030'] },
];

/** Answers as quaero does: `/sso/search?q=type:(…) AND "…"~0` and `/sso?q="…"&type=Comet`. */
export function quaeroHandler(bodies: readonly FakeBody[] = fakeBodies): FakeServiceHandler {
  return ({ url }) => {
    const q = url.searchParams.get('q') ?? '';
    const type = url.searchParams.get('type');
    const asked = (/"((?:[^"\\]|\\.)*)"(?:~0)?$/.exec(q)?.[1] ?? '').replace(/\\(.)/g, '$1').toLowerCase();
    const data = bodies
      .filter((body) => (type === null ? body.type !== 'Comet' : body.type === type))
      .filter(({ name, aliases }) => [name, ...aliases].some((one) => one.toLowerCase() === asked))
      .map(({ name, type: kind, aliases }) => ({
        id: name.replaceAll(' ', '_'),
        name,
        type: kind,
        class: ['MB', 'Outer'],
        aliases,
        parent: 'Sun',
        system: 'Sun',
        ephemeris: true,
        'physical-ephemeris': true,
        'physical-models': [1],
        links: { self: `https://api.ssodnet.imcce.fr/quaero/1/sso/${name.replaceAll(' ', '_')}` },
        updated: '2026-10-01',
      }));
    return { contentType: 'application/json', body: JSON.stringify({ total: data.length, data }) };
  };
}
