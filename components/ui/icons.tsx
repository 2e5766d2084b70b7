import styles from './icons.module.css';

/** Outlines in a 16-unit box, drawn with the current colour. */
const paths = {
  search: 'M11.5 11.5 15 15M7 12.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11z',
  sun: 'M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M13 3l-1 1M4 12l-1 1',
  moon: 'M13.5 9.5A6 6 0 0 1 6.5 2.5a6 6 0 1 0 7 7z',
  copy: 'M6 6h8v8H6zM3.5 10H2V2h8v1.5',
  check: 'M2.5 8.5 6 12l7.5-8',
  warning: 'M8 2 1.5 13.5h13zM8 6.5v3M8 11.6v.1',
  clock: 'M8 14.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM8 4v4l3 2',
  retry: 'M13.5 8a5.5 5.5 0 1 1-1.7-4M13.5 1.5V5H10',
  download: 'M8 2v9M4.5 8 8 11.5 11.5 8M2.5 14h11',
  share: 'M8 10V1.5M4.5 4.5 8 1.5l3.5 3.5M3 8v6h10V8',
  left: 'M14 8H2.5M7 3.5 2.5 8 7 12.5',
  right: 'M2 8h11.5M9 3.5 13.5 8 9 12.5',
  close: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  play: 'M4 2.5v11l9-5.5z',
  stop: 'M3.5 3.5h9v9h-9z',
  flask: 'M6 1.5h4M7 1.5v5L2.5 13a1 1 0 0 0 .9 1.5h9.2a1 1 0 0 0 .9-1.5L9 6.5v-5M4.5 10.5h7',
} as const;

export type IconName = keyof typeof paths;

/** Decoration beside a word: hidden from assistive technology. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className={styles.icon} viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
