import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonFromTable, jsonStream } from './json.ts';
import { ABSENT, type ColumnKind, NOTHING, type Table, type TableColumn, type Value } from './table.ts';

const kinds: readonly ColumnKind[] = ['text', 'long', 'double', 'boolean'];

/** Few different cells of each kind, so that neighbours are often equal: texts, both widths of numbers, truth in all spellings. */
const cellsOfKind: Readonly<Record<ColumnKind, readonly Buffer[]>> = {
  text: ['', 'g', 'nan', 'true', 'é/"\\', 'a text of many letters, longer than a word'].map((text) =>
    Buffer.from(text),
  ),
  long: ['0007', '00000000000000ff', '7fffffffffffffff', 'ffffffff', '00000001'].map((hex) => Buffer.from(hex, 'hex')),
  double: ['7fc00000', '3dcccccd', '41a00000', '8000000000000000', '0000000000000000', '4142c3d400e41a51'].map((hex) =>
    Buffer.from(hex, 'hex'),
  ),
  boolean: ['01', '00', '00000001'].map((hex) => Buffer.from(hex, 'hex')).concat(Buffer.from('false')),
  array: [],
};
const valuesOfKind: Readonly<Record<ColumnKind, readonly Value[]>> = {
  text: [null, 'x', '/', true],
  long: [null, 1, 2n ** 60n],
  double: [null, 0, -0, Number.NaN, 1.5],
  boolean: [null, true, false],
  array: [null, [1, [2, null]]],
};

interface Part {
  readonly column: Omit<TableColumn, 'source'>;
  readonly packed: boolean;
  /** Which cell or value each row has; the last two of a packed column are no cell at all. */
  readonly picks: readonly number[];
}

const partOf = (rowCount: number): fc.Arbitrary<Part> =>
  fc.record({
    column: fc.record({
      name: fc.constantFrom('i:jd', 'd:é', 'v:g-r', 'b'),
      kind: fc.constantFrom(...kinds),
      missing: fc.constantFrom(null, 'nan', '[]'),
      asText: fc.boolean(),
    }),
    packed: fc.boolean(),
    picks: fc.array(fc.nat(7), { minLength: rowCount, maxLength: rowCount }),
  });

function tableOf(parts: readonly Part[], rowCount: number): Table {
  const chunks: Buffer[] = [];
  let used = 0;
  const width = parts.filter(({ packed }) => packed).length;
  const starts = new Int32Array(rowCount * width);
  const ends = new Int32Array(rowCount * width);
  let slot = 0;
  const columns = parts.map(({ column, packed, picks }): TableColumn => {
    const values = valuesOfKind[column.kind];
    if (!packed) return { ...column, source: picks.map((pick) => values[pick % values.length] ?? null) };
    const cells = cellsOfKind[column.kind];
    for (const [row, pick] of picks.entries()) {
      const cell = cells[pick % (cells.length + 2)];
      const index = row * width + slot;
      starts[index] = cell === undefined ? (pick % 2 === 0 ? ABSENT : NOTHING) : used;
      ends[index] = (starts[index] ?? 0) + (cell?.length ?? 0);
      if (cell === undefined) continue;
      chunks.push(cell);
      used += cell.length;
    }
    return { ...column, source: slot++ };
  });
  return { rowCount, columns, cells: { bytes: Buffer.concat(chunks), starts, ends, width } };
}

/** Rows `from … to` of a table as a table of its own. */
function slice(table: Table, from: number, to: number): Table {
  const { starts, ends, width, bytes } = table.cells;
  const columns = table.columns.map((column) =>
    typeof column.source === 'number' ? column : { ...column, source: column.source.slice(from, to) },
  );
  const cells = {
    bytes,
    width,
    starts: starts.slice(from * width, to * width),
    ends: ends.slice(from * width, to * width),
  };
  return { rowCount: to - from, columns, cells };
}

const anyTable = fc
  .integer({ min: 1, max: 60 })
  .chain((rowCount) =>
    fc.array(partOf(rowCount), { minLength: 1, maxLength: 12 }).map((parts) => tableOf(parts, rowCount)),
  );

test('a row has the same JSON beside other rows as alone, whatever it has in common with the one before', () => {
  fc.assert(
    fc.property(anyTable, (table) => {
      const alone = Array.from({ length: table.rowCount }, (_, row) =>
        jsonFromTable(slice(table, row, row + 1))
          .toString()
          .slice(1, -1),
      );
      expect(jsonFromTable(table).toString()).toBe(`[${alone.join(',')}]`);
    }),
    { numRuns: 300 },
  );
});

test('rows that come block by block make the JSON of the whole table', () => {
  fc.assert(
    fc.property(anyTable, fc.integer({ min: 1, max: 20 }), (table, rowsPerBlock) => {
      const stream = jsonStream();
      const parts: Uint8Array[] = [stream.start()];
      for (let row = 0; row < table.rowCount; row += rowsPerBlock) {
        const block = stream.block(slice(table, row, Math.min(row + rowsPerBlock, table.rowCount)));
        if (block instanceof Uint8Array) parts.push(block);
      }
      const end = stream.end({});
      if (end instanceof Uint8Array) parts.push(end);
      expect(Buffer.concat(parts).equals(jsonFromTable(table))).toBe(true);
    }),
    { numRuns: 100 },
  );
});

test('cells that stay the same are copied between cells that change, over the whole width of a row', () => {
  const rowCount = 40;
  const parts = Array.from({ length: 12 }, (_, at): Part => {
    const column = { name: `i:c${at}`, kind: kinds[at % 4] ?? 'text', missing: null, asText: false };
    return {
      column,
      packed: at % 5 !== 4,
      picks: Array.from({ length: rowCount }, (_, row) => (at % 3 === 0 ? row % 4 : 1)),
    };
  });
  const table = tableOf(parts, rowCount);
  const alone = Array.from({ length: rowCount }, (_, row) =>
    jsonFromTable(slice(table, row, row + 1))
      .toString()
      .slice(1, -1),
  );
  expect(jsonFromTable(table).toString()).toBe(`[${alone.join(',')}]`);
});
