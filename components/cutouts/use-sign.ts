'use client';
import { useObjectPage, useView } from '#components/object/object-context.tsx';
import { type StampSign, signOf } from './sign.ts';
import { useEpoch } from './use-epochs.ts';

/** How the difference stamp of an alert is to be shown. */
export function useSign(alertId: string): StampSign {
  const { facts } = useObjectPage();
  const { sign } = useView();
  return signOf(facts.stamps.negative, useEpoch(alertId)?.negative, sign);
}
