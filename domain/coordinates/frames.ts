import { type SkyPosition, wrappedDeg } from '#domain/coordinates/separation.ts';
import { type Matrix, rotated, vectorOf } from '#domain/coordinates/vector.ts';

const radians = Math.PI / 180;

/** ICRS → galactic (IAU 1958 as realised by Hipparcos: ESA SP-1200 vol. 1, 1.5.3; numbers as in SOFA `icrs2g`). */
const galacticOfIcrs: Matrix = [
  [-0.054875560416215365, -0.873437090234885, -0.4838350155487132],
  [0.49410942787558365, -0.4448296299600112, 0.7469822444972188],
  [-0.8676661490190047, -0.19807637343120152, 0.4559837761750669],
];

/** Mean obliquity at J2000, IAU 2006: 84381.406″. */
const obliquity = (84_381.406 / 3600) * radians;

/** ICRS → mean ecliptic and equinox of J2000; the frame bias of 0.02″ is left out. */
const eclipticOfIcrs: Matrix = [
  [1, 0, 0],
  [0, Math.cos(obliquity), Math.sin(obliquity)],
  [0, -Math.sin(obliquity), Math.cos(obliquity)],
];

function turned(position: SkyPosition, matrix: Matrix): readonly [lonDeg: number, latDeg: number] {
  const [x, y, z] = rotated(matrix, vectorOf(position));
  return [wrappedDeg(Math.atan2(y, x) / radians), Math.atan2(z, Math.hypot(x, y)) / radians];
}

/** ICRS → galactic longitude and latitude, degrees; within 0.1″ of astropy. */
export function galacticFromIcrs(position: SkyPosition): readonly [l: number, b: number] {
  return turned(position, galacticOfIcrs);
}

/** ICRS → longitude and latitude on the mean ecliptic of J2000, degrees; within 0.1″ of astropy. */
export function eclipticFromIcrs(position: SkyPosition): readonly [lambda: number, beta: number] {
  return turned(position, eclipticOfIcrs);
}
