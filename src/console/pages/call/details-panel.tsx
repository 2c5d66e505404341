import { Alert, Button, Group, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { errorsByField, useSave } from '../../api/save.ts';
import { useMay } from '../../api/viewer.tsx';
import type { LeadStatus } from '../../generated/graphql.ts';
import { Panel } from '../../parts/panel.tsx';
import { leadStatusLooks } from '../../parts/states.ts';
import type { Call } from './call.ts';
import { updateCallMutation } from './queries.ts';

const statuses = Object.entries(leadStatusLooks).map(([value, { label }]) => ({ value, label }));

const valuesOf = (call: Call) => ({
  leadStatus: call.leadStatus as string,
  value: call.value?.amount ?? '',
  note: call.note ?? '',
});

/** What people know about the call that no system can: was it a lead, and what was it worth? */
export const DetailsPanel = ({ call }: { call: Call }) => {
  const { write } = useMay();
  const form = useForm({ initialValues: valuesOf(call) });
  const [problem, setProblem] = useState<string | null>(null);
  const { save, saving } = useSave(updateCallMutation, (data) => data.updateCall);
  const currency = call.value?.currency ?? call.company.currency;

  const submit = form.onSubmit(async ({ leadStatus, value, note }) => {
    const amount = value.trim();
    const saved = await save({
      input: {
        id: call.id,
        ...(form.isDirty('leadStatus') ? { leadStatus: leadStatus as LeadStatus } : {}),
        ...(form.isDirty('value') ? { value: amount === '' ? null : { amount, currency } } : {}),
        ...(form.isDirty('note') ? { note: note.trim() === '' ? null : note } : {}),
      },
    });
    if (saved.ok) {
      form.resetDirty();
      setProblem(null);
      notifications.show({ message: 'Saved.' });
      return;
    }
    const { fields, rest } = errorsByField(saved.errors, ['leadStatus', 'value', 'note']);
    form.setErrors({ ...fields, ...(fields['value.amount'] ? { value: fields['value.amount'] } : {}) });
    setProblem(rest);
  });

  return (
    <Panel title="Lead">
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <Group grow align="flex-start" gap="sm">
            <Select
              label="Status"
              allowDeselect={false}
              readOnly={!write}
              data={statuses}
              {...form.getInputProps('leadStatus')}
            />
            <TextInput
              label={`Value (${currency})`}
              placeholder="0.00"
              inputMode="decimal"
              readOnly={!write}
              {...form.getInputProps('value')}
            />
          </Group>
          <Textarea
            label="Note"
            placeholder="What was it about?"
            autosize
            minRows={2}
            maxRows={10}
            readOnly={!write}
            {...form.getInputProps('note')}
          />
          {problem && (
            <Alert color="red" role="alert">
              {problem}
            </Alert>
          )}
          {write && (
            <Group justify="flex-end">
              <Button type="submit" size="xs" loading={saving} disabled={!form.isDirty()}>
                Save
              </Button>
            </Group>
          )}
        </Stack>
      </form>
    </Panel>
  );
};
