/** The mark: a light curve with its peak in the accent colour. */
export function BrandMark() {
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
      <path d="M1 14.5C5 14.5 6.6 3.5 9 3.5c2 0 3.2 6.6 10 7.6" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <circle cx="9" cy="3.5" r="2.4" fill="var(--accent)" />
    </svg>
  );
}
