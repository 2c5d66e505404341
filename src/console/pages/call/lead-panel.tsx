import { Alert, Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import { useSave } from '../../api/save.ts';
import { useMay } from '../../api/viewer.tsx';
import type { LeadStatus } from '../../generated/graphql.ts';
import { useWordChoices } from '../../parts/call-looks.ts';
import { useDraft } from '../../parts/draft.ts';
import { formErrors } from '../../parts/form-errors.ts';
import { agentChoices, useLeadChoices } from '../../parts/lead-choices.ts';
import { Panel } from '../../parts/panel.tsx';
import type { Call } from './call.ts';
import { assignCallMutation, updateCallMutation } from './lead-queries.ts';

const storedOf = (call: Call) => ({
  leadStatus: call.leadStatus,
  value: call.value?.amount ?? '',
  agentId: call.assignee?.id ?? null,
});
type Lead = ReturnType<typeof storedOf>;

/** What people know about the call that no system can: was it a lead, what was it worth, whose is it? */
export const LeadPanel = ({ call }: { call: Call }) => {
  const { write } = useMay();
  const { agents } = useLeadChoices();
  const draft = useDraft<Lead>(storedOf(call));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const update = useSave(updateCallMutation, (data) => data.updateCall);
  const assign = useSave(assignCallMutation, (data) => data.assignCall);
  const currency = call.value?.currency ?? call.company.currency;

  const saveCall = ({ leadStatus, value }: Partial<Lead>) => {
    const amount = value?.trim();
    const worth = amount ? { amount, currency } : null;
    return update.save({
      input: {
        id: call.id,
        ...(leadStatus ? { leadStatus } : {}),
        ...(amount === undefined ? {} : { value: worth }),
      },
    });
  };

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const { agentId, ...rest } = draft.changed;
    const results = [];
    if (Object.keys(rest).length > 0) results.push([rest, await saveCall(rest)] as const);
    if (agentId !== undefined)
      results.push([{ agentId }, await assign.save({ input: { callId: call.id, agentId } })] as const);
    for (const [part, result] of results) if (result.ok) draft.taken(part);
    const failures = results.flatMap(([, result]) => (result.ok ? [] : result.errors));
    const found = formErrors(failures, ['leadStatus', 'value', 'agentId']);
    setErrors(found.fields);
    setProblem(found.rest);
    if (failures.length === 0) notifications.show({ message: 'Saved.' });
  };

  return (
    <Panel title="Lead">
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap="sm">
          <Group grow align="flex-start" gap="sm">
            <Select
              label="Status"
              allowDeselect={false}
              readOnly={!write}
              data={useWordChoices('leadStatus')}
              value={draft.values.leadStatus}
              error={errors['leadStatus']}
              onChange={(status) => status && draft.set({ leadStatus: status as LeadStatus })}
            />
            <TextInput
              label={`Value (${currency})`}
              placeholder="0.00"
              inputMode="decimal"
              readOnly={!write}
              value={draft.values.value}
              error={errors['value']}
              onChange={(event) => draft.set({ value: event.currentTarget.value })}
            />
          </Group>
          <Select
            label="Assigned to"
            placeholder="Nobody"
            clearable={write}
            readOnly={!write}
            searchable={agents.length > 7}
            nothingFoundMessage="No such agent"
            data={agentChoices(agents, call.assignee)}
            value={draft.values.agentId}
            error={errors['agentId']}
            onChange={(agentId) => draft.set({ agentId })}
          />
          {problem && (
            <Alert color="red" role="alert">
              {problem}
            </Alert>
          )}
          {write && (
            <Group justify="flex-end">
              <Button
                type="submit"
                size="xs"
                loading={update.saving || assign.saving}
                disabled={!draft.isDirty}
                aria-label="Save the lead"
              >
                Save
              </Button>
            </Group>
          )}
        </Stack>
      </form>
    </Panel>
  );
};
