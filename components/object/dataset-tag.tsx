import type { ObjectSummary } from '#domain/object/summary.ts';
import type { Survey } from '#domain/surveys/survey.ts';

export interface DatasetTagProps {
  readonly survey: Survey;
  readonly summary: ObjectSummary;
  readonly description: string;
  readonly url: string;
  readonly dataUrl: string;
}

/** Day of a Modified Julian Date, ISO. */
const dayOf = (mjd: number): string => new Date((mjd - 40_587) * 86_400_000).toISOString().slice(0, 10);

/** What search engines for data read of an object page: schema.org, a Dataset. Nothing runs: a block of data needs no nonce. */
export function DatasetTag({ survey, summary, description, url, dataUrl }: DatasetTagProps) {
  const { objectId, raDeg, decDeg, firstMjd, lastMjd } = summary;
  const dataset = {
    '@context': 'https://schema.org',
    '@type': 'Dataset',
    name: `Light curve and stamps of ${objectId}`,
    description,
    url,
    identifier: objectId,
    isAccessibleForFree: true,
    creator: { '@type': 'Organization', name: `${survey.name}, through Fink` },
    ...(Number.isFinite(firstMjd) ? { temporalCoverage: `${dayOf(firstMjd)}/${dayOf(lastMjd)}` } : {}),
    variableMeasured: ['magnitude', 'flux density'],
    keywords: [`RA ${raDeg.toFixed(6)} deg`, `Dec ${decDeg.toFixed(6)} deg`, 'ICRS'],
    distribution: [
      { '@type': 'DataDownload', encodingFormat: 'application/vnd.apache.arrow.stream', contentUrl: dataUrl },
    ],
  };
  const text = JSON.stringify(dataset).replaceAll('<', '\\u003c');
  // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON without any tag in it
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: text }} />;
}
