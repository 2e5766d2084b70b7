declare module 'plotly.js/lib/core' {
  export interface PlotlyElement extends HTMLElement {
    on(event: string, listener: (event: PlotlyEvent) => void): void;
    removeAllListeners(event: string): void;
    readonly layout: {
      readonly xaxis: { readonly range: [number, number] };
      readonly yaxis: { readonly range: [number, number] };
    };
  }
  export interface PlotlyEvent {
    readonly [key: string]: unknown;
  }
  interface PlotlyStatic {
    react(element: HTMLElement, data: readonly object[], layout: object, config: object): Promise<PlotlyElement>;
    relayout(element: HTMLElement, layout: object): Promise<PlotlyElement>;
    purge(element: HTMLElement): void;
  }
  const plotly: PlotlyStatic;
  export default plotly;
}

declare module 'plotly.js/src/components/drawing/symbol_defs' {
  interface SymbolDefinition {
    readonly n: number;
    readonly f: (r: number, angle?: number, standoff?: number) => string;
    readonly noDot?: boolean;
  }
  const definitions: Record<string, SymbolDefinition>;
  export default definitions;
}
