import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useSave } from '../../api/save.ts';
import type { AgentDetailFragment } from '../../generated/graphql.ts';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { formErrors } from '../../parts/form-errors.ts';
import { createAgentMutation, updateAgentMutation } from './lead-queries.ts';

/** Adds somebody, or changes what is known of them. */
export const AgentDialog = ({
  agent,
  close,
  saved: whenSaved,
}: {
  agent: AgentDetailFragment | null;
  close: () => void;
  saved: () => void;
}) => {
  const [problem, setProblem] = useState<string | null>(null);
  const create = useSave(createAgentMutation, (data) => data.createAgent);
  const update = useSave(updateAgentMutation, (data) => data.updateAgent);
  const form = useForm({
    initialValues: { name: agent?.name ?? '', email: agent?.email ?? '' },
    validate: { name: (name) => (name.trim() === '' ? 'A name is needed.' : null) },
  });
  const submit = form.onSubmit(async (values) => {
    const input = { name: values.name.trim(), email: values.email.trim() || null };
    const saved = agent
      ? await update.save({ input: { ...input, id: agent.id } })
      : await create.save({ input });
    if (saved.ok) {
      whenSaved();
      close();
      return;
    }
    const { fields, rest } = formErrors(saved.errors, Object.keys(values));
    form.setErrors(fields);
    setProblem(rest);
  });
  return (
    <FormDialog
      title={agent ? `Edit ${agent.name}` : 'New agent'}
      opened
      close={close}
      submit={submit}
      submitLabel={agent ? 'Save' : 'Create'}
      busy={create.saving || update.saving}
      problem={problem}
    >
      <TextInput
        label="Name"
        withAsterisk
        data-autofocus
        autoComplete="off"
        {...form.getInputProps('name')}
      />
      <TextInput
        label="E-mail"
        type="email"
        description="Automations can write to it."
        autoComplete="off"
        {...form.getInputProps('email')}
      />
    </FormDialog>
  );
};
