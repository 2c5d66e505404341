import { Button, Group, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { failureOf, useSave } from '../../api/save.ts';
import { useMay } from '../../api/viewer.tsx';
import { useDraft } from '../../parts/draft.ts';
import type { Call } from './call.ts';
import { updateCallerMutation } from './lead-queries.ts';

/** Ad platforms find a visitor again by it, and people write to it. */
export const CallerEmail = ({ caller }: { caller: NonNullable<Call['caller']> }) => {
  const { write } = useMay();
  const draft = useDraft({ email: caller.email ?? '' });
  const [problem, setProblem] = useState<string | null>(null);
  const { save, saving } = useSave(updateCallerMutation, (data) => data.updateCaller);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const { changed } = draft;
    const saved = await save({ input: { id: caller.id, email: draft.values.email.trim() || null } });
    if (saved.ok) draft.taken(changed);
    setProblem(failureOf(saved));
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Group gap="xs" align="flex-start" wrap="nowrap">
        <TextInput
          label="E-mail"
          type="email"
          placeholder="Not known"
          autoComplete="off"
          readOnly={!write}
          style={{ flex: 1 }}
          value={draft.values.email}
          error={problem}
          onChange={(event) => draft.set({ email: event.currentTarget.value })}
        />
        {draft.isDirty && (
          <Button type="submit" mt={23} variant="light" loading={saving} aria-label="Save the e-mail">
            Save
          </Button>
        )}
      </Group>
    </form>
  );
};
