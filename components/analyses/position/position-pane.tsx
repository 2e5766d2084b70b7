'use client';
import { useMemo } from 'react';
import { useObjectPage } from '#components/object/object-context.tsx';
import { Message } from '#components/ui/message.tsx';
import { meanPosition } from '#domain/astrometry/mean-position.ts';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { WithCurve } from '../kit/with-curve.tsx';
import { CoordinatesTable } from './coordinates-table.tsx';
import { FindingChartView } from './finding-chart-view.tsx';
import styles from './position.module.css';
import { seenPositions } from './scatter-figure.ts';
import { ScatterView } from './scatter-view.tsx';

/** Where an object is, how well that is known, and how to find it. */
export default function PositionPane() {
  return <WithCurve>{(curve) => <Position curve={curve} />}</WithCurve>;
}

function Position({ curve }: { readonly curve: Lightcurve }) {
  const { facts } = useObjectPage();
  const mean = useMemo(() => meanPosition(seenPositions(curve)), [curve]);
  if (!mean)
    return (
      <Message title="No detection has a position">
        Coordinates, scatter and chart are made from those of the detections; limits have none.
      </Message>
    );
  return (
    <div className={styles.columns}>
      <div className={styles.measured}>
        <ScatterView curve={curve} />
        <CoordinatesTable mean={mean} latest={facts} />
      </div>
      <FindingChartView position={mean} />
    </div>
  );
}
