import { Constellation } from 'astronomy-engine';
import { type SkyPosition, wrappedDeg } from '#domain/coordinates/separation.ts';

/** The 88 names of the IAU by their three letters. */
const names: Readonly<Record<string, string>> = Object.fromEntries(
  (
    'And Andromeda|Ant Antlia|Aps Apus|Aqr Aquarius|Aql Aquila|Ara Ara|Ari Aries|Aur Auriga|Boo Boötes|Cae Caelum|' +
    'Cam Camelopardalis|Cnc Cancer|CVn Canes Venatici|CMa Canis Major|CMi Canis Minor|Cap Capricornus|Car Carina|' +
    'Cas Cassiopeia|Cen Centaurus|Cep Cepheus|Cet Cetus|Cha Chamaeleon|Cir Circinus|Col Columba|Com Coma Berenices|' +
    'CrA Corona Australis|CrB Corona Borealis|Crv Corvus|Crt Crater|Cru Crux|Cyg Cygnus|Del Delphinus|Dor Dorado|' +
    'Dra Draco|Equ Equuleus|Eri Eridanus|For Fornax|Gem Gemini|Gru Grus|Her Hercules|Hor Horologium|Hya Hydra|' +
    'Hyi Hydrus|Ind Indus|Lac Lacerta|Leo Leo|LMi Leo Minor|Lep Lepus|Lib Libra|Lup Lupus|Lyn Lynx|Lyr Lyra|' +
    'Men Mensa|Mic Microscopium|Mon Monoceros|Mus Musca|Nor Norma|Oct Octans|Oph Ophiuchus|Ori Orion|Pav Pavo|' +
    'Peg Pegasus|Per Perseus|Phe Phoenix|Pic Pictor|Psc Pisces|PsA Piscis Austrinus|Pup Puppis|Pyx Pyxis|' +
    'Ret Reticulum|Sge Sagitta|Sgr Sagittarius|Sco Scorpius|Scl Sculptor|Sct Scutum|Ser Serpens|Sex Sextans|' +
    'Tau Taurus|Tel Telescopium|Tri Triangulum|TrA Triangulum Australe|Tuc Tucana|UMa Ursa Major|UMi Ursa Minor|' +
    'Vel Vela|Vir Virgo|Vol Volans|Vul Vulpecula'
  )
    .split('|')
    .map((entry) => [entry.slice(0, 3), entry.slice(4)]),
);

const stepsADegree = 10_000;
const rememberedAtMost = 8192;
const remembered = new Map<number, string>();

/**
 * Full IAU name of the constellation that a J2000 position lies in, to a ten-thousandth of a degree (0.36″): the alerts of an object share
 * their answer.
 *
 * Boundaries of Roman 1987 (PASP 99, 695; CDS VI/42) at B1875, after precession from J2000. Aberration is left out,
 * so that within 25″ of a boundary another program may name the neighbour.
 */
export function constellationOf(position: SkyPosition): string {
  const ra = Math.round(wrappedDeg(position.raDeg) * stepsADegree);
  const dec = Math.round(position.decDeg * stepsADegree);
  const key = ra * 360 * stepsADegree + dec;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  if (remembered.size >= rememberedAtMost) remembered.clear();
  const { symbol, name } = Constellation((ra / stepsADegree / 15) % 24, dec / stepsADegree);
  const found = names[symbol] ?? name;
  remembered.set(key, found);
  return found;
}
