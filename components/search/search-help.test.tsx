import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { SearchGrammar } from './search-help.tsx';

test('the help lists every kind of search that the box takes, names too', () => {
  const kinds = [...renderToStaticMarkup(<SearchGrammar />).matchAll(/<dt>(.*?)<\/dt>/g)].map(([, kind]) => kind);
  expect(kinds).toEqual(['Identifier', 'Position', 'Name', 'Class', 'Solar System']);
});
