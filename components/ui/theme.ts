/** Themes a visitor can choose; without a choice the system decides between light and dark. */
export const themes = ['light', 'dark', 'red'] as const;
export type Theme = (typeof themes)[number];

export const themeCookie = 'theme';

/** The theme a cookie value names; undefined = follow the system. */
export function themeFromText(text: string | undefined): Theme | undefined {
  return themes.find((theme) => theme === text);
}

/** What the `T` key goes to next: light, dark, red, then the system's again. */
export function themeAfter(theme: Theme | undefined): Theme | undefined {
  return theme === undefined ? themes[0] : themes[themes.indexOf(theme) + 1];
}

/** `Set-Cookie` text for a choice; forgetting is a choice too. */
export function cookieFromTheme(theme: Theme | undefined): string {
  const age = theme === undefined ? 0 : 31_536_000;
  return `${themeCookie}=${theme ?? ''}; path=/; max-age=${age}; samesite=lax`;
}
