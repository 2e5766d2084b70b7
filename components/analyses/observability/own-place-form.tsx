import { type FormEvent, useId, useState } from 'react';
import { controlStyles } from '#components/ui/control.tsx';
import type { Site } from '#domain/observability/place.ts';
import styles from './observability.module.css';
import { draftFromSite, type PlaceDraft, rememberedPlace, rememberPlace, siteFromDraft } from './own-place.ts';

const fields = [
  { name: 'lon', label: 'Longitude (° E)', placeholder: '-116.863', width: 96 },
  { name: 'lat', label: 'Latitude (° N)', placeholder: '33.356', width: 96 },
  { name: 'height', label: 'Height (m)', placeholder: '0', width: 72 },
  { name: 'zone', label: 'Time zone', placeholder: 'by longitude', width: 168 },
] as const satisfies readonly { readonly name: keyof PlaceDraft; label: string; placeholder: string; width: number }[];

export interface OwnPlaceFormProps {
  readonly own: Site | undefined;
  readonly onPlace: (site: Site) => void;
}

/** Where a visitor observes from. It goes into the address of the page, and into this browser's memory where that is wanted. */
export function OwnPlaceForm({ own, onPlace }: OwnPlaceFormProps) {
  const id = useId();
  const [draft, setDraft] = useState(() => draftFromSite(own ?? rememberedPlace()));
  const [isKept, setKept] = useState(() => rememberedPlace() !== undefined);
  const [problem, setProblem] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const site = siteFromDraft(draft);
    setProblem(typeof site === 'string' ? site : '');
    if (typeof site === 'string') return;
    rememberPlace(isKept ? site : undefined);
    onPlace(site);
  };
  const locate = () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setProblem('');
        setDraft({
          lon: coords.longitude.toFixed(3),
          lat: coords.latitude.toFixed(3),
          height: String(Math.round(coords.altitude ?? 0)),
          zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        });
      },
      () => setProblem('The browser does not tell where it is: fill in longitude and latitude.'),
    );
  };
  return (
    <form className={styles.own} onSubmit={submit} noValidate aria-label="A place of my own">
      {fields.map(({ name, label, placeholder, width }) => (
        <label key={name}>
          <span>{label}</span>
          <input
            className={controlStyles.input}
            value={draft[name]}
            placeholder={placeholder}
            style={{ width }}
            inputMode={name === 'zone' ? 'text' : 'decimal'}
            aria-describedby={problem ? id : undefined}
            onChange={(event) => setDraft({ ...draft, [name]: event.target.value })}
          />
        </label>
      ))}
      <button type="submit" className={controlStyles.primary}>
        Use this place
      </button>
      <button type="button" className={controlStyles.outlined} onClick={locate}>
        Where I am
      </button>
      <label className={styles.keep}>
        <input type="checkbox" checked={isKept} onChange={(event) => setKept(event.target.checked)} />
        Remember it in this browser
      </label>
      <p id={id} className={styles.problem} role="alert">
        {problem}
      </p>
    </form>
  );
}
