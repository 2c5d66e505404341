import { Group, Select, Stack, Switch, TextInput } from '@mantine/core';
import { Panel } from '../../parts/panel.tsx';
import type { Lists } from './filter/lists.ts';
import type { TriggerChoice } from './rule-draft.ts';
import { TriggerFields } from './trigger-fields.tsx';
import type { RuleForm } from './use-rule-form.ts';

/** What the automation is called, when it looks at calls and whose. */
export const RulePanel = ({
  form,
  isNew,
  triggers,
  companies,
}: {
  form: RuleForm;
  isNew: boolean;
  triggers: readonly TriggerChoice[];
  companies: Lists['companies'];
}) => {
  const { head, rule, errors, strict } = form;
  return (
    <Panel title="Rule">
      <Stack gap="sm">
        <TextInput
          label="Name"
          withAsterisk
          value={head.name}
          error={strict && head.name.trim() === '' ? 'Give it a name.' : errors['name']}
          onChange={(event) => form.changeHead({ name: event.currentTarget.value })}
        />
        <Group grow align="flex-start" preventGrowOverflow={false}>
          <TriggerFields
            draft={rule}
            choices={triggers}
            errors={errors}
            strict={strict}
            change={form.changeRule}
          />
          <Select
            label="Company"
            placeholder="All companies"
            clearable
            miw={220}
            disabled={!isNew}
            data={[...companies]}
            value={head.companyId}
            error={errors['companyId']}
            onChange={(companyId) => form.changeHead({ companyId })}
          />
        </Group>
        <Switch
          label="Switched on"
          checked={head.enabled}
          onChange={(event) => form.changeHead({ enabled: event.currentTarget.checked })}
        />
      </Stack>
    </Panel>
  );
};
