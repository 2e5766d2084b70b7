'use client';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useObjectPage, useView } from '#components/object/object-context.tsx';
import { cancelled, portalTrpc } from '#components/trpc/portal-trpc.ts';
import { Queries } from '#components/trpc/query-client.tsx';
import { wordsOfFailure } from '#components/trpc/query-rules.ts';
import { RetryButton } from '#components/ui/retry-button.tsx';
import { frameFromBytes } from '#domain/stamps/frame.ts';
import { imageSurveyLabel, surveyImage } from '#domain/stamps/image-surveys.ts';
import styles from '../stamps.module.css';
import { useEpoch } from '../use-epochs.ts';
import type { NamedStamp } from './compare.ts';

/** Side of the image, in pixels of the stamp: enough for a stamp that is turned, or whose alert lies beside the object's mean place. */
const stampPixels = 100;

/** The image of the chosen survey in the band of an alert. Two who ask share one read. */
function useSurveyImage(alertId: string) {
  const { facts } = useObjectPage();
  const { image } = useView();
  const band = useEpoch(alertId)?.band;
  const fieldArcsec = Math.ceil((stampPixels * facts.stamps.scaleArcsec) / 5) * 5;
  const input = { objectId: facts.objectId, name: image, band: band ?? 'r', fieldArcsec } as const;
  return useQuery({ ...portalTrpc().fieldImage.queryOptions(input, cancelled), enabled: band !== undefined });
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

export interface SurveyImageProps {
  readonly alertId: string;
}

export interface SurveyImageLoaderProps extends SurveyImageProps {
  /** Hears of the image once it is there; null while there is none. */
  readonly onImage: (image: NamedStamp | null) => void;
}

function Loader({ alertId, onImage }: SurveyImageLoaderProps) {
  const { image: survey } = useView();
  const band = useEpoch(alertId)?.band ?? 'r';
  const { data } = useSurveyImage(alertId);
  const image = useMemo((): NamedStamp | null => {
    const plane = data?.frameBase64 ? frameFromBytes(bytesOf(data.frameBase64)).Science : null;
    // Drawn as the template is: it is one, of other people.
    return plane ? { kind: 'Template', plane, sign: 1, name: surveyImage(survey, band).short } : null;
  }, [data, survey, band]);
  useEffect(() => onImage(image), [image, onImage]);
  useEffect(() => () => onImage(null), [onImage]);
  return null;
}

/** Asks for the image; draws nothing itself: the comparison does. */
export function SurveyImageLoader(props: SurveyImageLoaderProps) {
  return (
    <Queries>
      <Loader {...props} />
    </Queries>
  );
}

function Words({ alertId }: SurveyImageProps) {
  const { image } = useView();
  const { data, error, isFetching, refetch } = useSurveyImage(alertId);
  const survey = imageSurveyLabel(image);
  if (error && !isFetching) {
    return (
      <span className={styles.compared} role="status">
        {`No image of ${survey}: ${wordsOfFailure(error)}. `}
        <RetryButton look="outlined" onRetry={refetch} />
      </span>
    );
  }
  const words = !data
    ? `Waiting for ${survey} from the CDS`
    : data.frameBase64 === null
      ? `${data.label} has no image here.`
      : `with ${data.label}, CDS hips2fits`;
  return (
    <span className={styles.compared} role="status">
      {words}
    </span>
  );
}

/** Whose image it is, or why there is none. */
export function SurveyImageWords(props: SurveyImageProps) {
  return (
    <Queries>
      <Words {...props} />
    </Queries>
  );
}
