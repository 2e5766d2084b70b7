/** The classes that the broker itself gives, as the `classes` route lists them. */
export const finkClassNames: readonly string[] = [
  '(CTA) Blazar high state',
  '(CTA) Blazar low state',
  'Ambiguous',
  'Early SN Ia candidate',
  'Kilonova candidate',
  'Microlensing candidate',
  'SLSN candidate',
  'SN candidate',
  'Solar System candidate',
  'Solar System MPC',
  'Tracklet',
];
