import { type ShownCall, type Snippet, shellWord, urlOfCall } from './snippets.ts';

/** A call that answers with a FITS file, in Python and for the shell. */
export function fitsSnippetsOf(call: ShownCall): readonly Snippet[] {
  const url = urlOfCall(call);
  const parameters = Object.entries(call.args).map(
    ([name, value]) => `        ${JSON.stringify(name)}: ${JSON.stringify(value)},`,
  );
  const python = [
    'import io',
    '',
    'import requests',
    'from astropy.io import fits',
    '',
    'answer = requests.get(',
    `    ${JSON.stringify(`${call.apiUrl}/api/v1/${call.route}`)},`,
    '    params={',
    ...parameters,
    '    },',
    '    timeout=120,',
    ')',
    'answer.raise_for_status()',
    'stamp = fits.open(io.BytesIO(answer.content))',
    'pixels = stamp[0].data if stamp[0].data is not None else stamp[1].data',
    'print(pixels.shape)',
  ].join('\n');
  return [
    { name: 'Python', code: python },
    { name: 'curl', code: `curl -sSf ${shellWord(url)} \\\n  -o ${shellWord(`${call.file}.fits`)}` },
  ];
}
