import { useDebouncedValue } from '@mantine/hooks';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { type ActionDraft, settingsOf } from '../actions.ts';
import { actionPreviewQuery } from './queries.ts';
import type { Shown } from './template-input.tsx';

const typingMilliseconds = 350;

/** An action tried on a call while somebody still edits it. Null: nothing to try it on, or no answer yet. */
export const usePreview = (draft: ActionDraft, callId: string | null) => {
  const { delivers } = draft.choice;
  const [settled] = useDebouncedValue(JSON.stringify(settingsOf(draft)), typingMilliseconds);
  const variables = useMemo(
    () => ({
      callId: callId ?? '',
      linkedAccountId: delivers?.linkedAccountId ?? '',
      action: delivers?.action ?? '',
      settings: JSON.parse(settled) as Record<string, unknown>,
    }),
    [callId, delivers, settled],
  );
  const pause = !delivers || callId === null;
  const [{ data }] = useQuery({ query: actionPreviewQuery, variables, pause });
  if (pause || !data) return null;
  const shown = new Map<string, Shown>(
    data.templatePreview.map(({ name, value, error }) => [
      name,
      { value: value ?? null, error: error ?? null },
    ]),
  );
  return { shown, eligibility: data.deliveryEligibility };
};
