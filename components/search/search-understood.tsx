import { CopyCall } from '#components/calls/copy-call.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import type { SearchResult } from '#domain/search/result.ts';
import styles from './search-understood.module.css';
import { countText, tookText, wordsOf } from './search-words.ts';

/** Under the box: what the text was taken to mean, how much was found, and the calls that found it. */
export function SearchUnderstood({ result }: { readonly result: SearchResult }) {
  const { understood, rows, calls, tookMs } = result;
  const { kind, statements } = wordsOf(understood);
  return (
    <div className={styles.line}>
      <p className={styles.words}>
        <span className={styles.quiet}>understood as</span> <b>{kind}</b>
        {statements.map(({ words, strong }) => (
          <span key={`${words} ${strong ?? ''}`} className={styles.statement}>
            {words}
            {strong === undefined ? null : <b>{strong}</b>}
          </span>
        ))}
      </p>
      {calls.length === 0 ? null : (
        <>
          <p className={styles.count}>
            <b>{countText(rows.length, 'object')}</b> in {tookText(tookMs)}
          </p>
          <details className={styles.calls}>
            <summary>{calls.length === 1 ? 'API call' : 'API calls'}</summary>
            <ul>
              {calls.map((call) => (
                <li key={call.url}>
                  <code>{`${call.method} ${call.url}`}</code>
                  <CopyButton text={call.url} label="Copy the address of the call" />
                  <CopyCall call={call} />
                </li>
              ))}
            </ul>
          </details>
        </>
      )}
    </div>
  );
}
