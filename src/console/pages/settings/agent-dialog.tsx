import { TextInput } from '@mantine/core';
import { useSave } from '../../api/save.ts';
import type { AgentDetailFragment } from '../../generated/graphql.ts';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { createAgentMutation, updateAgentMutation } from './lead-queries.ts';
import { needed, useEdit } from './use-edit.ts';

/** Adds somebody, or changes what is known of them. */
export const AgentDialog = ({
  agent,
  close,
  saved,
}: {
  agent: AgentDetailFragment | null;
  close: () => void;
  saved: () => void;
}) => {
  const create = useSave(createAgentMutation, (data) => data.createAgent);
  const update = useSave(updateAgentMutation, (data) => data.updateAgent);
  const { form, dialog } = useEdit({
    what: 'agent',
    thing: agent,
    initialValues: { name: agent?.name ?? '', email: agent?.email ?? '' },
    validate: { name: needed('A name is needed.') },
    send: (values) => {
      const input = { name: values.name.trim(), email: values.email.trim() || null };
      return agent ? update.save({ input: { ...input, id: agent.id } }) : create.save({ input });
    },
    busy: create.saving || update.saving,
    close,
    done: () => {
      saved();
      close();
    },
  });
  return (
    <FormDialog {...dialog}>
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
