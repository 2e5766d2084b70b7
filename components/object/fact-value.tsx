import type { PackedFact } from './packed-facts.ts';

/** Units that are signs stand at the number; words after a blank. */
function unitText(unit: string): string {
  return unit === '' || /^[″′°%]/.test(unit) ? unit : ` ${unit}`;
}

/** `g 17.263 ± 0.038 mag`: band in its colour, value and error in the same digits, unit in quiet text. */
export function FactValue({ fact: [, value, unit = '', , error, , band] }: { readonly fact: PackedFact }) {
  return (
    <span>
      {band ? <i data-band={band}>{`${band} `}</i> : null}
      <b>{error ? `${value} ± ${error}` : value}</b>
      {unitText(unit)}
    </span>
  );
}
