const hubble = 70;
const matter = 0.3;
const lightKmPerSecond = 299792.458;

/** Distance modulus, mag, at redshift `z`: flat ΛCDM, H0 = 70 km/s/Mpc, Ωm = 0.3, Simpson's rule with 64 steps. */
export function distanceModulus(z: number): number {
  const steps = 64;
  const h = z / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
    sum += weight / Math.sqrt(matter * (1 + i * h) ** 3 + 1 - matter);
  }
  const comovingMpc = ((lightKmPerSecond / hubble) * sum * h) / 3;
  return 5 * Math.log10(comovingMpc * (1 + z)) + 25;
}

/** Luminosity distance, Mpc. */
export function luminosityDistanceMpc(z: number): number {
  return 10 ** ((distanceModulus(z) - 25) / 5);
}
