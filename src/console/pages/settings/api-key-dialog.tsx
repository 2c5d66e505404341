import { Button, Checkbox, Code, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { errorsByField, useSave } from '../../api/save.ts';
import type { ApiScope } from '../../generated/graphql.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { createApiKeyMutation } from './queries.ts';
import { scopeWords } from './scopes.ts';

const ShownOnce = ({ secret, close }: { secret: string; close: () => void }) => (
  <Modal opened onClose={close} title="Your new key" closeOnClickOutside={false} closeOnEscape={false}>
    <Stack>
      <Text size="sm">Copy it now and keep it safe. It is shown only this once.</Text>
      <Code block style={{ fontSize: 14 }}>
        {secret}
      </Code>
      <Group justify="space-between">
        <CopyButton value={secret} label="Copy the key" text="Copy" />
        <Button onClick={close}>Done</Button>
      </Group>
    </Stack>
  </Modal>
);

export const ApiKeyDialog = ({ close, saved: whenSaved }: { close: () => void; saved: () => void }) => {
  const [secret, setSecret] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { save, saving } = useSave(createApiKeyMutation, (data) => data.createApiKey);
  const form = useForm({
    initialValues: { name: '', scopes: ['READ'] as ApiScope[] },
    validate: {
      name: (name) => (name.trim() === '' ? 'Say what the key is for.' : null),
      scopes: (scopes) => (scopes.length === 0 ? 'Choose at least one.' : null),
    },
  });
  const submit = form.onSubmit(async ({ name, scopes }) => {
    const saved = await save({ input: { name: name.trim(), scopes } });
    if (saved.ok) {
      setSecret(saved.payload.key ?? null);
      whenSaved();
      return;
    }
    const { fields, rest } = errorsByField(saved.errors, ['name', 'scopes']);
    form.setErrors(fields);
    setProblem(rest);
  });

  if (secret) return <ShownOnce secret={secret} close={close} />;
  return (
    <FormDialog
      title="New API key"
      opened
      close={close}
      submit={submit}
      submitLabel="Create"
      busy={saving}
      problem={problem}
    >
      <TextInput
        label="What is it for?"
        placeholder="Weekly export"
        withAsterisk
        data-autofocus
        {...form.getInputProps('name')}
      />
      <Checkbox.Group label="What may it do?" withAsterisk {...form.getInputProps('scopes')}>
        <Stack gap="xs" mt={6}>
          {Object.entries(scopeWords).map(([scope, { label, text }]) => (
            <Checkbox key={scope} value={scope} label={label} description={text} />
          ))}
        </Stack>
      </Checkbox.Group>
    </FormDialog>
  );
};
