import { colormapData } from './colormaps-data.ts';

const reversedSuffix = '_r';

/** Names without their reversed forms (`viridis_r`), which exist for all. */
export const colormapNames: readonly string[] = Object.keys(colormapData).filter(
  (name) => !name.endsWith(reversedSuffix),
);

const tables = new Map<string, Uint8Array>();

function bytesFromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

function reversed(table: Uint8Array): Uint8Array {
  const turned = new Uint8Array(table.length);
  for (let i = 0; i < table.length; i += 3) turned.set(table.subarray(i, i + 3), table.length - 3 - i);
  return turned;
}

/** 256 RGB triples of a map by its matplotlib name, undefined for an unknown name. Each is decoded once. */
export function colormapTable(name: string): Uint8Array | undefined {
  const known = tables.get(name);
  if (known) return known;
  const own = Object.hasOwn(colormapData, name);
  const turned = !own && name.endsWith(reversedSuffix);
  const base = turned ? name.slice(0, -reversedSuffix.length) : name;
  const data = Object.hasOwn(colormapData, base) ? colormapData[base] : undefined;
  if (data === undefined) return undefined;
  const table = turned ? reversed(bytesFromBase64(data)) : bytesFromBase64(data);
  tables.set(name, table);
  return table;
}
