import { CopyButton } from '#components/ui/copy-button.tsx';
import type { MeanPosition } from '#domain/astrometry/mean-position.ts';
import { writtenPositions } from '#domain/astrometry/written-position.ts';
import type { SkyPosition } from '#domain/coordinates/separation.ts';
import kit from '../kit/analysis.module.css';
import styles from './position.module.css';

/** What one detection of a survey is worth where its scatter is not known, arcsec. */
const singleErrorArcsec = 0.1;

function Written({ title, position, error }: { title: string; position: SkyPosition; error: number }) {
  return (
    <>
      <h3>{title}</h3>
      <table className={styles.coordinates}>
        <tbody>
          {writtenPositions(position, error).map(({ name, text }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{text}</td>
              <td>
                <CopyButton text={text} label={`Copy ${name}: ${text}`} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

export interface CoordinatesTableProps {
  readonly mean: MeanPosition;
  readonly latest: SkyPosition;
}

/** The position in all ways of writing it, of all detections together and of the latest alert. */
export function CoordinatesTable({ mean, latest }: CoordinatesTableProps) {
  const error = Number.isFinite(mean.errorArcsec) && mean.errorArcsec > 0 ? mean.errorArcsec : singleErrorArcsec;
  const scatter = Math.max(mean.scatterEastArcsec, mean.scatterNorthArcsec);
  const words = mean.count > 1 ? `Mean of ${mean.count} detections` : 'The one detection';
  return (
    <div className={kit.numbers}>
      <div>
        <Written title={words} position={mean} error={error} />
        {mean.count > 1 ? (
          <p className={kit.note}>
            Good to {error.toFixed(3)}″ (scatter {scatter.toFixed(2)}″ over √{mean.count}); written to half of that.
          </p>
        ) : null}
      </div>
      {mean.count > 1 ? (
        <div>
          <Written title="Latest alert" position={latest} error={scatter > 0 ? scatter : singleErrorArcsec} />
        </div>
      ) : null}
      <p className={kit.quiet}>ICRS, and frames that follow from it.</p>
    </div>
  );
}
