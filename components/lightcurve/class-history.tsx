import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { ClassRoom, classCount } from './class-room.tsx';
import { ClassStrip, type ClassStripProps } from './class-strip.tsx';
import { classLanes } from './class-strip-figure.ts';

export interface ClassHistoryProps extends ClassStripProps {
  readonly curve: Lightcurve;
}

/** Classes by time under the curve: one lane is shown as it is; several lie on one line until they are opened. */
export function ClassHistory({ curve, x, at }: ClassHistoryProps) {
  const count = classCount(curve);
  const strip = <ClassStrip curve={curve} x={x} at={at} />;
  return (
    <ClassRoom curve={curve}>
      {count === 1 ? (
        strip
      ) : (
        <details>
          <summary>
            <svg viewBox="0 0 1000 1" preserveAspectRatio="none" aria-hidden="true">
              {classLanes(curve, { x, at }).map(({ name, subject, path }) => (
                <path key={name} data-subject={subject} d={path} />
              ))}
            </svg>
            <span>{count} classes</span>
          </summary>
          {strip}
        </details>
      )}
    </ClassRoom>
  );
}
