import { inflateRawSync } from 'node:zlib';
import { PortalError, shownValue } from '#domain/failure.ts';
import { colormapBytes, colormapIndex } from './stamp-colormaps-data.ts';

/** RGB triples of a colour map, by its matplotlib name. */
type Tables = ReadonlyMap<string, Uint8Array>;

const reversedSuffix = '_r';
let unpacked: Tables | undefined;

/** Colours of a map by its matplotlib name (`viridis`, `viridis_r`), RGB after RGB; undefined for a name that matplotlib has not. All are unpacked with the first. */
export function colormapTable(name: string): Uint8Array | undefined {
  unpacked ??= unpack();
  return unpacked.get(name);
}

/** Colours of the map that an argument names; undefined without one. @throws {PortalError} `bad-request` for a name that matplotlib has not. */
export function coloursOf(colormap: string | undefined): Uint8Array | undefined {
  const table = colormap === undefined ? undefined : colormapTable(colormap);
  if (colormap === undefined || table !== undefined) return table;
  const words = `There is no colour map \`${shownValue(colormap)}\`: any of matplotlib, such as \`viridis\`, is allowed.`;
  throw new PortalError('bad-request', words, { argument: 'colormap' });
}

/** All names, reversed forms included. */
export function colormapNames(): readonly string[] {
  unpacked ??= unpack();
  return [...unpacked.keys()];
}

function unpack(): Tables {
  const bytes = inflateRawSync(Buffer.from(colormapBytes, 'base64'));
  const tables = new Map<string, Uint8Array>();
  let at = 0;
  const channels = (colours: number): Uint8Array => {
    at += 3 * colours;
    return bytes.subarray(at - 3 * colours, at);
  };
  for (const [, name = '', count = '', own, other = ''] of colormapIndex.matchAll(/(\w+)(?::(\d+)(r?)|=(\w+))/g)) {
    const known = tables.get(other);
    const table = known ?? fromSteps(channels(Number(count)));
    const turned = tables.get(other + reversedSuffix) ?? reversed(table);
    if (own === 'r') add(turned, channels(Number(count)));
    tables.set(name, table);
    tables.set(name + reversedSuffix, turned);
  }
  return tables;
}

/** Channel after channel, each value as its step from the one before → RGB after RGB. */
function fromSteps(steps: Uint8Array): Uint8Array {
  const colours = steps.length / 3;
  const table = new Uint8Array(steps.length);
  for (let channel = 0; channel < 3; channel++) {
    let value = 0;
    for (let colour = 0; colour < colours; colour++) {
      value += steps[channel * colours + colour] ?? 0;
      table[3 * colour + channel] = value;
    }
  }
  return table;
}

function reversed(table: Uint8Array): Uint8Array {
  const turned = new Uint8Array(table.length);
  for (let at = 0; at < table.length; at += 3) turned.set(table.subarray(at, at + 3), table.length - 3 - at);
  return turned;
}

/** Adds what is stored channel after channel, modulo 256. */
function add(table: Uint8Array, more: Uint8Array): void {
  const colours = table.length / 3;
  for (let at = 0; at < table.length; at++) {
    table[at] = (table[at] ?? 0) + (more[(at % 3) * colours + Math.floor(at / 3)] ?? 0);
  }
}
