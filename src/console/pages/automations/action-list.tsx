import { Select, Stack } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useCallFields } from '../../api/call-fields.tsx';
import type { CallFilter } from '../../generated/graphql.ts';
import { ActionCard } from './action-card.tsx';
import { type ActionChoice, type ActionDraft, draftOf } from './actions.ts';
import { PreviewCall } from './template/preview-call.tsx';

const grouped = (choices: readonly ActionChoice[]) =>
  [...new Set(choices.map(({ group }) => group))].map((group) => ({
    group,
    items: choices.filter((each) => each.group === group).map(({ value, label }) => ({ value, label })),
  }));

/** What happens to a fitting call, in order. */
export const ActionList = ({
  drafts,
  choices,
  errors,
  strict,
  filter,
  change,
}: {
  drafts: readonly ActionDraft[];
  choices: readonly ActionChoice[];
  errors: Readonly<Record<string, string>>;
  strict: boolean;
  /** Of the calls the settings can be tried on. */
  filter: CallFilter;
  change: (drafts: readonly ActionDraft[]) => void;
}) => {
  const [callId, setCallId] = useState<string | null>(null);
  const { fields } = useCallFields();
  return (
    <Stack gap="sm">
      {drafts.some(({ choice }) => choice.delivers) && (
        <PreviewCall filter={filter} callId={callId} choose={setCallId} />
      )}
      {drafts.map((draft, place) => (
        <ActionCard
          key={draft.key}
          draft={draft}
          place={place}
          errors={errors}
          strict={strict}
          fields={fields}
          callId={callId}
          change={(next) => change(drafts.flatMap((each) => (each.key === draft.key ? (next ?? []) : each)))}
        />
      ))}
      <Select
        aria-label="Add an action"
        placeholder="Add an action"
        leftSection={<IconPlus size={15} aria-hidden />}
        searchable
        value={null}
        error={strict && drafts.length === 0 ? 'Choose at least one action.' : errors['actions']}
        data={grouped(choices)}
        onChange={(value) => {
          const choice = choices.find((each) => each.value === value);
          if (choice) change([...drafts, draftOf(choice)]);
        }}
      />
    </Stack>
  );
};
