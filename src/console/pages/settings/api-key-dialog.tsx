import { Button, Checkbox, Code, Group, Modal, MultiSelect, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useSave } from '../../api/save.ts';
import type { ApiScope } from '../../generated/graphql.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { companyNamesQuery, createApiKeyMutation } from './queries.ts';
import { scopeWords } from './scopes.ts';
import { needed, useEdit } from './use-edit.ts';

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

export const ApiKeyDialog = ({ close, saved }: { close: () => void; saved: () => void }) => {
  const [secret, setSecret] = useState<string | null>(null);
  const [{ data }] = useQuery({ query: companyNamesQuery });
  const companies = data?.companies.nodes ?? [];
  const { save, saving } = useSave(createApiKeyMutation, (data) => data.createApiKey);
  const { form, dialog } = useEdit({
    what: 'API key',
    thing: null,
    initialValues: { name: '', scopes: ['READ'] as ApiScope[], companyIds: [] as string[] },
    validate: {
      name: needed('Say what the key is for.'),
      scopes: (scopes) => (scopes.length === 0 ? 'Choose at least one.' : null),
    },
    send: ({ name, scopes, companyIds }) =>
      save({ input: { name: name.trim(), scopes, companyIds: companyIds.length > 0 ? companyIds : null } }),
    busy: saving,
    close,
    done: ({ key }) => {
      setSecret(key ?? null);
      saved();
    },
  });

  if (secret) return <ShownOnce secret={secret} close={close} />;
  return (
    <FormDialog {...dialog}>
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
      {companies.length > 1 && (
        <MultiSelect
          label="Which companies?"
          description="It sees and changes nothing of any other. A key that may administer cannot be limited."
          placeholder={form.values.companyIds.length > 0 ? '' : 'Every company'}
          clearable
          searchable={companies.length > 8}
          data={companies.map(({ id, name }) => ({ value: id, label: name }))}
          {...form.getInputProps('companyIds')}
        />
      )}
    </FormDialog>
  );
};
