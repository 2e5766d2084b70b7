import { createManualClock } from '#server/resilience/manual-clock.ts';
import { type FakeSkymaps, gracedbHandler } from '../gracedb/gracedb-fake.ts';
import { miriadeHandler } from '../miriade/miriade-fake.ts';
import { createOutsideServices, type OutsideServices } from '../outside-services.ts';
import { sesameHandler } from '../sesame/sesame-fake.ts';
import { quaeroHandler } from '../ssodnet/ssodnet-fake.ts';
import { type FakeServiceHandler, type FakeServiceRequest, fetchFrom } from './fake-service.ts';

export interface FakeOutside {
  readonly services: OutsideServices;
  /** Every request that any of them was sent. */
  readonly asked: readonly FakeServiceRequest[];
}

/** All services of other people, answered in this process; a handler of one's own takes the place of the fake. */
export function createFakeOutside(
  options: {
    readonly skymaps?: FakeSkymaps;
    readonly handlers?: Partial<Record<keyof OutsideServices, FakeServiceHandler>>;
  } = {},
): FakeOutside {
  const handlers: Record<string, FakeServiceHandler> = {
    'sesame.test': options.handlers?.sesame ?? sesameHandler(),
    'ssodnet.test': options.handlers?.ssodnet ?? quaeroHandler(),
    'miriade.test': options.handlers?.miriade ?? miriadeHandler(),
    'gracedb.test': options.handlers?.gracedb ?? gracedbHandler(options.skymaps ?? {}),
  };
  const missing: FakeServiceHandler = () => ({ status: 500, contentType: 'text/plain', body: 'nobody' });
  const { fetch, asked } = fetchFrom((request) => (handlers[request.url.host] ?? missing)(request));
  const at = (host: string) => ({ baseUrl: `http://${host}`, timeoutMs: 1000 });
  const services = createOutsideServices(
    {
      sesame: at('sesame.test'),
      ssodnet: at('ssodnet.test'),
      miriade: at('miriade.test'),
      gracedb: at('gracedb.test'),
    },
    { clock: createManualClock(), random: () => 0, fetch },
  );
  return { services, asked };
}
