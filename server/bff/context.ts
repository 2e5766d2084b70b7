import type { AlertFieldsSource } from './alert-fields-source.ts';
import type { FieldSource } from './field-source.ts';
import type { MovingSource } from './moving-source.ts';
import type { NamesSource } from './names-source.ts';
import type { ObjectSource } from './object-source.ts';
import type { ReleaseSource } from './release-source.ts';
import type { RequestScope } from './request-scope.ts';
import type { SearchSource } from './search-source.ts';
import type { SolarSystemSource } from './solar-system-source.ts';
import type { StampSource } from './stamp-source.ts';
import type { TrackletSource } from './tracklet-source.ts';

/** Where procedures and binary routes get their data from; one a process. */
export interface Sources {
  readonly objects: ObjectSource;
  readonly alertFields: AlertFieldsSource;
  readonly stamps: StampSource;
  readonly search: SearchSource;
  readonly names: NamesSource;
  readonly release: ReleaseSource;
  readonly field: FieldSource;
  readonly moving: MovingSource;
  readonly tracklet: TrackletSource;
  readonly solarSystem: SolarSystemSource;
}

/** What every procedure gets. */
export interface BffContext {
  readonly sources: Sources;
  readonly scope: RequestScope;
}
