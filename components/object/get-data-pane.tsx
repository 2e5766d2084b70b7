'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { CopyAs } from '#components/calls/copy-as.tsx';
import { latexFromCurve } from '#components/calls/latex.ts';
import { lightkurveSnippet } from '#components/calls/lightkurve.ts';
import { type Snippet, snippetsOf, urlOfCall } from '#components/calls/snippets.ts';
import { fitsSnippetsOf } from '#components/calls/stamp-snippets.ts';
import { lightcurveQuery } from '#components/lightcurve/lightcurve-query.ts';
import { Queries } from '#components/trpc/query-client.tsx';
import { controlStyles, Select } from '#components/ui/control.tsx';
import { alertsCall, allColumnsCall, solarSystemCall, stampCall } from '#domain/calls/object-calls.ts';
import { stampKinds } from '#domain/stamps/locator.ts';
import styles from './get-data.module.css';
import type { GetDataProps } from './get-data.tsx';
import { type ObjectFacts, useObjectPage, useSelectedAlertId } from './object-context.tsx';

const subjects = [
  { value: 'alerts', label: 'All alerts' },
  ...stampKinds.map((kind) => ({ value: kind, label: `${kind} stamp` })),
] as const;
type Subject = (typeof subjects)[number]['value'];

function alertSnippets({ survey, objectId }: ObjectFacts, apiUrl: string): readonly Snippet[] {
  const call = { ...alertsCall(survey, objectId), apiUrl, file: objectId };
  const [python, astropy, ...others] = snippetsOf(call);
  const first = [python, astropy].filter((one) => one !== undefined);
  return [...first, { name: 'lightkurve', code: lightkurveSnippet(survey, call) }, ...others];
}

/** Formats of the object API that files are kept in, as its argument calls them. */
const wholeFormats = ['csv', 'json', 'votable', 'parquet', 'fits'] as const;

/** All alerts with every field that the API has, and all alerts of a Solar System object with ephemerides. */
function WholeFiles({ facts, apiUrl }: { readonly facts: ObjectFacts; readonly apiUrl: string }) {
  const { survey, objectId, solarSystemName } = facts;
  const moving = solarSystemName === null ? undefined : solarSystemCall(survey, solarSystemName);
  const calls = [
    { words: 'All fields:', file: objectId, call: allColumnsCall(survey, objectId) },
    ...(moving
      ? [{ words: `All of ${solarSystemName}, with ephemerides:`, file: `${solarSystemName}`, call: moving }]
      : []),
  ];
  return calls.map(({ words, call, file }) => (
    <span key={words} className={styles.files}>
      <span className={styles.note}>{words}</span>
      {wholeFormats.map((format) => (
        <a
          key={format}
          className={controlStyles.outlined}
          href={urlOfCall({ apiUrl, route: call.route, args: { ...call.args, 'output-format': format } })}
          download={`${file}.${format}`}
          rel="noreferrer"
          aria-label={`${words} ${format}`}
        >
          {format}
        </a>
      ))}
    </span>
  ));
}

function Pane({ apiUrl }: GetDataProps) {
  const { facts } = useObjectPage();
  const alertId = useSelectedAlertId();
  const [subject, setSubject] = useState<Subject>('alerts');
  const curve = useQuery(lightcurveQuery(facts)).data;
  const { objectId, survey, timeScale } = facts;
  const kind = stampKinds.find((one) => one === subject);
  const latex: readonly Snippet[] =
    curve === undefined ? [] : [{ name: 'LaTeX', code: latexFromCurve(curve, timeScale) }];
  const snippets =
    kind === undefined
      ? [...alertSnippets(facts, apiUrl), ...latex]
      : fitsSnippetsOf({
          ...stampCall(survey, { objectId, alertId }, kind),
          apiUrl,
          file: `${objectId}_${alertId}_${kind}`,
        });
  return (
    <div className={styles.data}>
      <div className={styles.bar}>
        <Select label="What to get" value={subject} options={subjects} onChange={setSubject} />
        <a className={controlStyles.outlined} href={`/data/${survey}/${encodeURIComponent(objectId)}.arrow`} download>
          Light curve as Arrow
        </a>
        <span className={styles.note}>{kind === undefined ? 'the call that this page made' : `alert ${alertId}`}</span>
        <WholeFiles facts={facts} apiUrl={apiUrl} />
      </div>
      <CopyAs key={subject} snippets={snippets} label="Copy the call as" />
    </div>
  );
}

/** Calls for what the page shows, in the languages they are pasted into. */
export function GetDataPane(props: GetDataProps) {
  return (
    <Queries>
      <Pane {...props} />
    </Queries>
  );
}
