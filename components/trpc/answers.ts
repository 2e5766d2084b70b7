import type { inferRouterOutputs } from '@trpc/server';
import type { PortalRouter } from '#server/bff/routers/router.ts';

type Answers = inferRouterOutputs<PortalRouter>;

/** What the procedures answer, for the rooms that show it. */
export type ReleasePhotometry = Answers['release'];
export type TrackletPoint = Answers['tracklet'][number];
export type SsoCard = NonNullable<Answers['ssoCard']>;
