import { type KeyboardEvent, type PointerEvent, type RefObject, useRef } from 'react';
import { arrowSteps } from '#components/ui/arrow-steps.ts';
import type { ChartMargins, ChartPlace } from './chart-geometry.ts';
import { axisValue } from './chart-scale.ts';

/** Where the frame of a chart is. */
export interface ChartBox {
  readonly box: RefObject<HTMLElement | null>;
  readonly place: ChartPlace;
  readonly margins: ChartMargins;
}

/** A value on the x axis that people set by dragging, tapping, or with keys. */
export interface ChartDrag {
  /** Name of the value: `Fold period`. */
  readonly label: string;
  readonly value: number;
  /** The value in words: `0.567890 d`. */
  readonly text: string;
  readonly min: number;
  readonly max: number;
  /** While it is dragged (`settled` false) and when it is let go. `pixel` is the width of a pixel there, in the axis' unit. */
  readonly onMove: (value: number, move: { readonly settled: boolean; readonly pixel: number }) => void;
  /** Steps of the keyboard: arrows ±1, with Shift or Page keys ±10; Home and End ±Infinity. */
  readonly onStep: (steps: number) => void;
}

const keySteps: Readonly<Record<string, number>> = {
  ...arrowSteps,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** Place of a pointer in the inner frame, pixels. */
export function pointerPlace(event: PointerEvent, { box, margins }: ChartBox): { left: number; top: number } {
  const rect = box.current?.getBoundingClientRect();
  return {
    left: event.clientX - (rect?.left ?? 0) - margins.left,
    top: event.clientY - (rect?.top ?? 0) - margins.top,
  };
}

export function useDrag(drag: ChartDrag | undefined, frame: ChartBox) {
  const isDown = useRef(false);
  const report = (event: PointerEvent, settled: boolean) => {
    if (!drag) return;
    const { width, x } = frame.place;
    const share = Math.min(1, Math.max(0, pointerPlace(event, frame).left / width));
    const pixel = Math.abs(axisValue(x, share + 0.5 / width) - axisValue(x, share - 0.5 / width));
    drag.onMove(axisValue(x, share), { settled, pixel });
  };
  return {
    values: drag
      ? {
          'aria-valuemin': drag.min,
          'aria-valuemax': drag.max,
          'aria-valuenow': drag.value,
          'aria-valuetext': drag.text,
        }
      : {},
    onPointerDown(event: PointerEvent) {
      if (!drag || event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      isDown.current = true;
      report(event, false);
    },
    onPointerMove(event: PointerEvent) {
      if (isDown.current) report(event, false);
    },
    onPointerUp(event: PointerEvent) {
      if (!isDown.current) return;
      isDown.current = false;
      report(event, true);
    },
    onKeyDown(event: KeyboardEvent) {
      const steps = keySteps[event.key];
      if (!drag || steps === undefined || event.metaKey || event.ctrlKey || event.altKey) return;
      event.preventDefault();
      drag.onStep(event.shiftKey && Math.abs(steps) === 1 ? steps * 10 : steps);
    },
  };
}
