'use client';
import { useQuery } from '@tanstack/react-query';
import { useObjectPage } from '#components/object/object-context.tsx';
import { cancelled, portalTrpc } from '#components/trpc/portal-trpc.ts';
import { Queries } from '#components/trpc/query-client.tsx';
import { wordsOfFailure } from '#components/trpc/query-rules.ts';
import { Message } from '#components/ui/message.tsx';
import { RetryButton } from '#components/ui/retry-button.tsx';
import { Strip } from '#components/ui/strip.tsx';
import styles from '../kit/analysis.module.css';
import { SolarSystemView } from './solar-system-view.tsx';

/** Solar System: all alerts of the object, its phase curve, where it lies from its ephemeris, and what is known of it. */
export default function SolarSystemPane() {
  return (
    <Queries>
      <SolarSystem />
    </Queries>
  );
}

function SolarSystem() {
  const { facts } = useObjectPage();
  const name = facts.solarSystemName ?? '';
  const question = { survey: facts.survey, name };
  const enabled = name !== '';
  const observed = useQuery({
    ...portalTrpc().ssoAlerts.queryOptions({ ...question, withEphemeris: false }, cancelled),
    enabled,
  });
  const computed = useQuery({
    ...portalTrpc().ssoAlerts.queryOptions({ ...question, withEphemeris: true }, cancelled),
    enabled,
  });
  const columns = computed.data ?? observed.data;
  if (!enabled)
    return (
      <Message title="Not a known Solar System object">
        <p>Its alerts do not all carry the name of one known object.</p>
      </Message>
    );
  if (columns === undefined) {
    if (observed.error && !observed.isFetching)
      return (
        <Message
          title="The alerts of this object did not arrive"
          detail={wordsOfFailure(observed.error)}
          actions={<RetryButton look="outlined" onRetry={observed.refetch} />}
        >
          <p>{`All alerts of ${name} come from the object API, beside the light curve above.`}</p>
        </Message>
      );
    return <div className={styles.waiting} role="status" aria-label="The alerts of the object are loading" />;
  }
  if (columns.mjd.length === 0)
    return (
      <Message title={`No alerts under the name ${name}`}>
        <p>The object API keeps none in its table of Solar System objects.</p>
      </Message>
    );
  return (
    <>
      <EphemerisState query={computed} isInAlerts={columns.ephemeris !== null} />
      <SolarSystemView columns={columns} name={name} />
    </>
  );
}

interface EphemerisQuery {
  readonly error: unknown;
  readonly isFetching: boolean;
  readonly refetch: () => unknown;
}

interface EphemerisStateProps {
  readonly query: EphemerisQuery;
  /** True where the alerts themselves carry one. */
  readonly isInAlerts: boolean;
}

function EphemerisState({ query: { error, isFetching, refetch }, isInAlerts }: EphemerisStateProps) {
  const meanwhile = isInAlerts ? 'those of the survey’s own packets are shown' : 'the light curve is as observed';
  if (isFetching)
    return (
      <p className={styles.note} role="status">
        {`Ephemerides are being computed by Miriade (IMCCE); ${meanwhile}.`}
      </p>
    );
  if (!error) return null;
  return (
    <div className={styles.notice}>
      <Strip tone="warn" action={<RetryButton look="button" onRetry={refetch} />}>
        {`No ephemerides: ${wordsOfFailure(error)}. ${isInAlerts ? 'Instead ' : 'Phase curve and positions need those of Miriade (IMCCE); '}${meanwhile}.`}
      </Strip>
    </div>
  );
}
