import { TRPCError } from '@trpc/server';
import { PortalError } from '#domain/failure.ts';
import type { PortalCaller } from './caller.ts';
import type { Sources } from './context.ts';
import { createCallerFactory, failureOf } from './init.ts';
import type { ObjectView } from './object-source.ts';
import type { RequestScope } from './request-scope.ts';
import { freshnessOf } from './routers/object.ts';
import { portalRouter } from './routers/router.ts';
import { shownFailure } from './status.ts';

const callerOf = createCallerFactory(portalRouter);

/**
 * The procedures without HTTP: same sources and measurements; failures come as {@link PortalError}. What is read of an object is
 * given as it is, because nothing here needs the columns of JSON and their way back; its source refuses what is no id.
 */
export function createPortalCaller(sources: Sources, scope: RequestScope): PortalCaller {
  const caller = callerOf({ sources, scope });
  const partOfObject =
    <T>(name: string, part: (view: ObjectView) => T) =>
    ({ objectId }: { readonly objectId: string }) =>
      scope.trace.span(`procedure.${name}`, async () => {
        try {
          const seen = await sources.objects.see(objectId, scope);
          return { ...part(seen.view), freshness: freshnessOf(seen) };
        } catch (error) {
          const failure = shownFailure(error);
          scope.failed(failure);
          throw failure;
        }
      });
  return {
    requestId: scope.trace.requestId,
    summary: partOfObject('summary', (view) => view.summary()),
    lightcurve: partOfObject('lightcurve', (view) => view.lightcurve()),
    alert: (input) => unwrapped(caller.alert(input)),
    stamps: (input) => unwrapped(caller.stamps(input)),
    search: (input) => unwrapped(caller.search(input)),
    similar: (input) => unwrapped(caller.similar(input)),
    objectCalled: (input) => unwrapped(caller.objectCalled(input)),
    serverTiming: () => scope.trace.serverTiming(),
    finish: (status) => scope.finish({ status }),
  };
}

async function unwrapped<T>(result: Promise<T>): Promise<T> {
  try {
    return await result;
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error;
    throw (
      failureOf(error) ??
      new PortalError('bad-request', 'This was refused: the input has not the right form.', { cause: error })
    );
  }
}
