/** The part of Aladin Lite that is used here. https://cds-astro.github.io/aladin-lite */
export interface SkyCatalogue {
  addSources(sources: readonly unknown[]): void;
}

export interface SkyViewer {
  addCatalog(catalogue: SkyCatalogue): void;
  setImageSurvey(survey: string): void;
  gotoRaDec(raDeg: number, decDeg: number): void;
}

export interface AladinLibrary {
  readonly init: Promise<void>;
  aladin(place: HTMLElement, options: Readonly<Record<string, unknown>>): SkyViewer;
  catalog(options: Readonly<Record<string, unknown>>): SkyCatalogue;
  source(raDeg: number, decDeg: number, data?: Readonly<Record<string, unknown>>): unknown;
  catalogHiPS(url: string, options: Readonly<Record<string, unknown>>): SkyCatalogue;
}

const address = '/sky/aladin-lite-3.8.2.js';

/** The program as a module of its own file, which anybody can replace by another release. */
async function imported(url: string): Promise<AladinLibrary> {
  const found: { readonly default: AladinLibrary } = await import(
    /* turbopackIgnore: true */ /* webpackIgnore: true */ url
  );
  return found.default;
}

let loading: Promise<AladinLibrary> | undefined;

/** Loads and starts the program, once a page. @throws {Error} when it does not arrive, or the browser has no WebGL 2. */
export function loadAladin(): Promise<AladinLibrary> {
  loading ??= start();
  loading.catch(() => {
    loading = undefined;
  });
  return loading;
}

async function start(): Promise<AladinLibrary> {
  if (document.createElement('canvas').getContext('webgl2') === null) throw new Error('this browser has no WebGL 2');
  const library = await imported(address);
  await library.init;
  return library;
}
