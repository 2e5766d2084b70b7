import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { TimingsSwitch } from '#components/debug/timings-switch.tsx';
import { PageFooter } from '#components/ui/page-footer.tsx';
import { themeCookie, themeFromText } from '#components/ui/theme.ts';
import { TopBar } from '#components/ui/top-bar.tsx';
import { portalVersion, telemetryUrl } from './addresses.ts';
import '#components/ui/tokens.css';
import '#components/ui/base.css';

export const metadata: Metadata = {
  title: { default: 'Fink portal: alerts of ZTF and Rubin', template: '%s · Fink' },
  description: 'Light curves and image stamps of the alerts of ZTF and the Rubin Observatory.',
  icons: { icon: '/icon.svg' },
};

export const viewport: Viewport = { width: 'device-width', initialScale: 1 };

const font = new URL('../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2', import.meta.url);

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const theme = themeFromText((await cookies()).get(themeCookie)?.value);
  return (
    <html lang="en" data-theme={theme}>
      <head>
        {/* The font is `optional`: preloaded it is there for the first paint, and later it moves nothing. */}
        <link rel="preload" as="font" type="font/woff2" href={String(font)} crossOrigin="anonymous" />
      </head>
      <body>
        <a className="skip" href="#main">
          Skip to content
        </a>
        <TopBar theme={theme} />
        <main id="main">{children}</main>
        <PageFooter version={portalVersion()} />
        <TimingsSwitch sendTo={telemetryUrl()} />
      </body>
    </html>
  );
}
