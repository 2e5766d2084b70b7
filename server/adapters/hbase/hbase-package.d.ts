/** What is used of the npm package `hbase`, which comes without types. */
declare module 'hbase' {
  interface ScanOptions {
    readonly startRow: string;
    readonly endRow?: string;
    readonly column?: string[];
  }
  interface Cell {
    readonly key: string;
    readonly column: string;
    readonly timestamp: number;
    readonly $: string;
  }
  interface Table {
    scan(options: ScanOptions, done: (error: Error | null, cells: readonly Cell[]) => void): void;
  }
  interface Client {
    table(name: string): Table;
  }
  export default function createClient(options: {
    readonly host: string;
    readonly port: number;
    readonly encoding: 'latin1';
  }): Client;
}
