'use client';
import { type ReactNode, useState } from 'react';
import { controlStyles } from '#components/ui/control.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Scrolled } from '#components/ui/scrolled.tsx';
import { acknowledgementFor, bibtexFor, type CitedPage } from './citation.ts';
import { currentLink, useObjectPage, useView } from './object-context.tsx';
import { embedCode } from './oembed.ts';
import { QrCode } from './qr-code.tsx';
import styles from './share-panel.module.css';
import { queryFromView } from './view-state.ts';

/** Cameras don't read finer codes from a screen. */
const longestQr = 1200;

function Block({ title, text, children }: { title: string; text?: string; children?: ReactNode }) {
  return (
    <section className={styles.block}>
      <h2>
        {title}
        {text === undefined ? null : <CopyButton text={text} label={`Copy: ${title}`} />}
      </h2>
      {children}
    </section>
  );
}

function More({ title, children }: { title: string; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <div className={styles.more}>
      <button type="button" className={styles.opener} aria-expanded={open} onClick={() => setOpen(!open)}>
        {title}
      </button>
      {open ? children : null}
    </div>
  );
}

function Code({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <Scrolled label={label} className={styles.code}>
      <pre>{text}</pre>
    </Scrolled>
  );
}

/** The link of this view, as text, code for cameras, frame for other pages, and what to cite. */
export function SharePanel({ sources }: { readonly sources: readonly string[] }) {
  const { facts } = useObjectPage();
  const view = useView();
  const link = currentLink(view);
  const embed = embedCode(location.origin, facts.objectId, queryFromView(view));
  const shown = view.overlays.includes('release') ? [...sources, 'SNAD'] : sources;
  const page: CitedPage = {
    objectId: facts.objectId,
    survey: facts.survey,
    url: link,
    seenOn: new Date().toISOString().slice(0, 10),
    sources: shown,
  };
  const [bibtex, words] = [bibtexFor(page), acknowledgementFor(page)];
  return (
    <div className={styles.panel}>
      <Block title="Link to this view" text={link}>
        <p className={styles.link}>{link}</p>
        {typeof navigator.share === 'function' ? (
          <button
            type="button"
            className={controlStyles.outlined}
            onClick={() => navigator.share({ title: facts.objectId, url: link }).catch(() => undefined)}
          >
            Share to an app
          </button>
        ) : null}
      </Block>
      <More title="QR code">
        {link.length > longestQr ? (
          <p className={styles.link}>This view’s link is too long for a code that cameras read.</p>
        ) : (
          <QrCode text={link} />
        )}
      </More>
      <More title="Embed">
        <Block title="Frame for another page" text={embed}>
          <Code label="Frame for another page" text={embed} />
        </Block>
      </More>
      <More title="Cite and acknowledge">
        <Block title="Acknowledgement" text={words}>
          <p className={styles.link}>{words}</p>
        </Block>
        <Block title="BibTeX" text={bibtex}>
          <Code label="BibTeX" text={bibtex} />
        </Block>
      </More>
    </div>
  );
}
