import { ActionIcon, Alert, Button, Group, Stack, Text, TextInput, Tooltip } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { errorsByField, useSave } from '../../../api/save.ts';
import { useMay } from '../../../api/viewer.tsx';
import type { NumbersCompanyFragment } from '../../../generated/graphql.ts';
import { Panel } from '../../../parts/panel.tsx';
import { updateChannelsMutation } from './queries.ts';

const columns = [
  { name: 'host', label: 'Website', placeholder: 'partner.example', flex: '2 1 200px' },
  { name: 'source', label: 'Source', placeholder: 'partner', flex: '1 1 90px' },
  { name: 'medium', label: 'Medium', placeholder: 'affiliate', flex: '1 1 90px' },
] as const;

const rulesOf = ({ channelRules }: NumbersCompanyFragment) =>
  channelRules.map(({ host, source, medium }) => ({ host, source, medium }));

const empty = { host: '', source: '', medium: '' };

const useRules = (company: NumbersCompanyFragment) => {
  const [problem, setProblem] = useState<string | null>(null);
  const { save, saving } = useSave(updateChannelsMutation, (data) => data.updateCompany);
  const form = useForm({ initialValues: { channelRules: rulesOf(company) } });
  const submit = form.onSubmit(async ({ channelRules }) => {
    const saved = await save({ input: { id: company.id, channelRules } });
    if (saved.ok) {
      const rules = saved.payload.company ? rulesOf(saved.payload.company) : channelRules;
      form.setValues({ channelRules: rules });
      form.resetDirty({ channelRules: rules });
      form.clearErrors();
      setProblem(null);
      notifications.show({ message: 'Saved. Visits from now on count by this table.' });
      return;
    }
    const { fields, rest } = errorsByField(saved.errors, ['channelRules']);
    form.setErrors(fields);
    setProblem(rest);
  });
  return { form, submit, saving, problem };
};

/** Hosts whose visitors are of a source and medium that the built-in list does not know. */
export const ChannelTable = ({ company }: { company: NumbersCompanyFragment }) => {
  const { write } = useMay();
  const { form, submit, saving, problem } = useRules(company);
  const { channelRules } = form.values;
  return (
    <Panel
      title="Your own channels"
      hint="Asked before the built-in list of referrers; subdomains count too."
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          {channelRules.length === 0 && (
            <Text size="sm" c="dimmed">
              None yet. A partner, a directory or a portal that sends you visitors can have a source and
              medium of its own here, so that reports name it as you do.
            </Text>
          )}
          {channelRules.map((_, at) => (
            <Group
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have no id, and every input is controlled.
              key={at}
              role="group"
              aria-label={`Channel ${at + 1}`}
              gap="xs"
              align="flex-start"
              wrap="nowrap"
            >
              <Group gap="xs" align="flex-start" style={{ flex: 1, minWidth: 0 }}>
                {columns.map(({ name, label, placeholder, flex }) => (
                  <TextInput
                    key={name}
                    {...(at === 0 ? { label } : { 'aria-label': label })}
                    placeholder={placeholder}
                    readOnly={!write}
                    style={{ flex }}
                    {...form.getInputProps(`channelRules.${at}.${name}`)}
                  />
                ))}
              </Group>
              {write && (
                <Tooltip label="Remove">
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    mt={at === 0 ? 26 : 4}
                    aria-label={`Remove ${channelRules[at]?.host || `channel ${at + 1}`}`}
                    onClick={() => form.removeListItem('channelRules', at)}
                  >
                    <IconX size={16} aria-hidden />
                  </ActionIcon>
                </Tooltip>
              )}
            </Group>
          ))}
          {(problem ?? form.errors['channelRules']) && (
            <Alert role="alert" color="red">
              {problem ?? form.errors['channelRules']}
            </Alert>
          )}
          {write && (
            <Group justify="space-between">
              <Button
                variant="default"
                leftSection={<IconPlus size={14} aria-hidden />}
                onClick={() => form.insertListItem('channelRules', { ...empty })}
              >
                Add a website
              </Button>
              {form.isDirty() && (
                <Button type="submit" loading={saving}>
                  Save
                </Button>
              )}
            </Group>
          )}
        </Stack>
      </form>
    </Panel>
  );
};
