/** Heads of one column a band, in its colour. */
export function BandHeads({ bands }: { readonly bands: readonly string[] }) {
  return bands.map((band) => (
    <th key={band} scope="col">
      <i data-band={band}>{band}</i>
    </th>
  ));
}
