/**
 * Rows that a pointer rests on, or presses, are fetched ahead: the page of an object has its light curve in it, so opening it asks nobody.
 * The browser gives up what it left behind after two, keeps a page for some minutes, and fetches nothing where little data is wanted.
 */
const rules = JSON.stringify({
  prefetch: [{ where: { selector_matches: 'a[data-result]' }, eagerness: 'moderate' }],
});

/** `nonce` is that of the page's policy: rules count as a script. */
export function PrefetchRules({ nonce }: { readonly nonce: string | undefined }) {
  return (
    <script
      type="speculationrules"
      nonce={nonce}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: our own words, without any tag in them
      dangerouslySetInnerHTML={{ __html: rules }}
    />
  );
}
