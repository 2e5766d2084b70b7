import { createGraceDb, type GraceDb } from './gracedb/gracedb.ts';
import { createMiriade, type Miriade } from './miriade/miriade.ts';
import type { OutsideDeps } from './service/outside-service.ts';
import { createSesame, type Sesame } from './sesame/sesame.ts';
import { createSsodnet, type Ssodnet } from './ssodnet/ssodnet.ts';

/** The services of other people that the object API asks. */
export interface OutsideServices {
  readonly sesame: Sesame;
  readonly ssodnet: Ssodnet;
  readonly miriade: Miriade;
  readonly gracedb: GraceDb;
}

/** Where each of them is, and how long one answer of it may take. */
export type OutsideSettings = Readonly<Record<keyof OutsideServices, Pick<OutsideDeps, 'baseUrl' | 'timeoutMs'>>>;

export function createOutsideServices(
  settings: OutsideSettings,
  deps: Omit<OutsideDeps, 'baseUrl' | 'timeoutMs'>,
): OutsideServices {
  return {
    sesame: createSesame({ ...deps, ...settings.sesame }),
    ssodnet: createSsodnet({ ...deps, ...settings.ssodnet }),
    miriade: createMiriade({ ...deps, ...settings.miriade }),
    gracedb: createGraceDb({ ...deps, ...settings.gracedb }),
  };
}
