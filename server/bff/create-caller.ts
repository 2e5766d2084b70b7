import { TRPCError } from '@trpc/server';
import { PortalError } from '#domain/failure.ts';
import type { PortalCaller } from './caller.ts';
import type { Sources } from './context.ts';
import { createCallerFactory, failureOf } from './init.ts';
import { lightcurveFromColumns } from './lightcurve-columns.ts';
import type { RequestScope } from './request-scope.ts';
import { portalRouter } from './routers/router.ts';

const callerOf = createCallerFactory(portalRouter);

/** The procedures without HTTP: same input checks, outputs and measurements; failures come as {@link PortalError}. */
export function createPortalCaller(sources: Sources, scope: RequestScope): PortalCaller {
  const caller = callerOf({ sources, scope });
  return {
    requestId: scope.trace.requestId,
    summary: (input) => unwrapped(caller.summary(input)),
    lightcurve: async (input) => lightcurveFromColumns(await unwrapped(caller.lightcurve(input))),
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
