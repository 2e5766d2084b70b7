import { controlStyles } from '#components/ui/control.tsx';
import { Icon } from '#components/ui/icons.tsx';
import { Message } from '#components/ui/message.tsx';
import { readingOf } from '#domain/object/readings.ts';
import type { ResultRow } from '#domain/search/result.ts';
import { surveyOfObjectId } from '#domain/surveys/index.ts';
import { ClassBadge } from './class-badge.tsx';
import styles from './object-not-found.module.css';

export interface ObjectNotFoundProps {
  /** What was asked for, as it stood in the address. */
  readonly searched: string;
  /** Surveys whose ids look like this; none = it is no identifier at all. */
  readonly surveyName: string | undefined;
  readonly similar: readonly ResultRow[];
  readonly requestId: string;
  /** The archive knew the object and lets nobody see it any more: 410. */
  readonly withdrawn?: boolean;
}

/** What is left to search: the text, or the beginning of an identifier where the survey's API takes one. */
function widerSearch(searched: string): string | undefined {
  const survey = surveyOfObjectId(searched);
  if (!survey) return searched;
  return readingOf(survey.id).prefix === undefined ? undefined : searched.slice(0, -4);
}

function wordsFor({ searched, surveyName, withdrawn }: ObjectNotFoundProps): { title: string; text: string } {
  if (withdrawn) {
    const text = 'The archive had this object and no longer gives it out. Links to it were right once.';
    return { title: `${searched} was withdrawn`, text };
  }
  if (surveyName) {
    const text = `No ${surveyName} alert carries this identifier. Alerts of a night appear when the night has been ingested.`;
    return { title: `${searched} does not exist`, text };
  }
  const text =
    'Object pages are called by the identifier of the survey: ZTF and nine characters, or the digits of a Rubin object.';
  return { title: `Nothing is called “${searched}”`, text };
}

/** Numbers of minor planets; those of Rubin's objects are longer. */
const minorPlanet = /^[1-9]\d{0,6}$/;

/** 404 (410 when withdrawn): what was searched, why nothing was found, and what looks similar. */
export function ObjectNotFound(props: ObjectNotFoundProps) {
  const { searched, surveyName, similar, requestId, withdrawn } = props;
  const { title, text } = wordsFor(props);
  const nearest = similar[0];
  const wider = widerSearch(searched);
  return (
    <Message
      level={1}
      title={title}
      detail={`${withdrawn ? 410 : 404} · request ${requestId}`}
      actions={
        <>
          {nearest ? (
            <a className={controlStyles.primary} href={`/${nearest.objectId}`}>
              Open {nearest.objectId}
            </a>
          ) : null}
          {minorPlanet.test(searched) ? (
            <a className={controlStyles.outlined} href={`/search?q=sso%3D${searched}`}>
              <Icon name="search" />
              Search the Solar System for {searched}
            </a>
          ) : null}
          {wider === undefined ? null : (
            <a className={controlStyles.outlined} href={`/search?q=${encodeURIComponent(wider)}`}>
              <Icon name="search" />
              {surveyName ? `Search ${wider}` : 'Search the text'}
            </a>
          )}
        </>
      }
    >
      <p>{text}</p>
      {similar.length > 0 ? (
        <>
          <p>One character away:</p>
          <ul className={styles.similar}>
            {similar.map((row) => (
              <li key={row.objectId}>
                <a href={`/${row.objectId}`}>{row.objectId}</a>
                <ClassBadge quiet label={{ text: row.className, standing: row.standing, subject: row.subject }} />
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </Message>
  );
}
