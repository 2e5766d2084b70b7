import type { Survey } from '#domain/surveys/survey.ts';

export interface Snippet {
  readonly name: string;
  readonly code: string;
}

/** Calls of the object API for one object, fit to be pasted. `apiUrl` is the survey's API without `/api/v1`. */
export function snippetsFor(
  survey: Pick<Survey, 'objectArgument'>,
  objectId: string,
  apiUrl: string,
): readonly Snippet[] {
  const url = `${apiUrl}/api/v1/objects`;
  const route = survey.objectArgument === 'objectId' ? url : `${apiUrl}/api/v1/sources`;
  const body = JSON.stringify({ [survey.objectArgument]: objectId, 'output-format': 'csv' });
  return [
    {
      name: 'curl',
      code: `curl -X POST -H 'Content-Type: application/json' \\\n  -d '${body}' \\\n  ${route} -o ${objectId}.csv`,
    },
    {
      name: 'Python',
      code: [
        'import io',
        'import pandas as pd',
        'import requests',
        '',
        `answer = requests.post("${route}", json=${body})`,
        'answer.raise_for_status()',
        'alerts = pd.read_csv(io.BytesIO(answer.content))',
      ].join('\n'),
    },
  ];
}
