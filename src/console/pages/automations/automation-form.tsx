import { Alert, Button, Grid, Group, Select, Stack, Switch, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { errorsByField, useSave } from '../../api/save.ts';
import { useMay } from '../../api/viewer.tsx';
import type {
  AutomationChoicesQuery,
  AutomationDetailFragment,
  AutomationTrigger,
  CallFilter,
} from '../../generated/graphql.ts';
import { missingValues } from '../../parts/field-values.ts';
import { Panel } from '../../parts/panel.tsx';
import { triggerLabels } from '../../parts/triggers.ts';
import { ActionList } from './action-list.tsx';
import { type ActionDraft, actionChoices, actionInputs, draftsOf } from './actions.ts';
import { DryRun } from './dry-run.tsx';
import { FilterBuilder } from './filter/filter-builder.tsx';
import { type Group as ConditionGroup, isComplete, toFilter, toTree } from './filter/tree.ts';
import { createAutomationMutation, updateAutomationMutation } from './queries.ts';
import { VersionsPanel } from './versions-panel.tsx';

const triggers = Object.entries(triggerLabels).map(([value, label]) => ({ value, label }));
const named = (nodes: readonly { id: string; name: string }[]) =>
  nodes.map(({ id, name }) => ({ value: id, label: name }));

/** What a version is made of; a new name or the switch alone makes no new one. */
const rulePart = (trigger: AutomationTrigger, tree: ConditionGroup, drafts: readonly ActionDraft[]) => ({
  trigger,
  filter: toFilter(tree),
  actions: actionInputs(drafts),
});

export const AutomationForm = ({
  automation,
  lists,
}: {
  automation: AutomationDetailFragment | null;
  lists: AutomationChoicesQuery;
}) => {
  const go = useNavigate();
  const { write } = useMay();
  const choices = useMemo(() => actionChoices(lists), [lists]);
  const [saved] = useState(() => draftsOf(automation?.actions ?? [], choices));
  const [name, setName] = useState(automation?.name ?? '');
  const [trigger, setTrigger] = useState<AutomationTrigger>(automation?.trigger ?? 'CALL_ENDED');
  const [companyId, setCompanyId] = useState<string | null>(automation?.company?.id ?? null);
  const [enabled, setEnabled] = useState(automation?.enabled ?? true);
  const [tree, setTree] = useState(() => toTree((automation?.filter ?? {}) as CallFilter));
  const [drafts, setDrafts] = useState(saved.drafts);
  const [strict, setStrict] = useState(false);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [stored, setStored] = useState(() => rulePart(trigger, tree, drafts));
  const create = useSave(createAutomationMutation, (data) => data.createAutomation);
  const update = useSave(updateAutomationMutation, (data) => data.updateAutomation);

  const ready =
    name.trim() !== '' &&
    isComplete(tree) &&
    drafts.length > 0 &&
    drafts.every(({ choice, values }) => Object.keys(missingValues(choice.fields, values)).length === 0);

  // What the server said about the actions was about how they were; positions may have moved, too.
  const changeDrafts = (next: readonly ActionDraft[]): void => {
    setDrafts(next);
    setErrors({});
  };

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setStrict(true);
    setProblem(ready ? null : 'Something is still missing; see above.');
    if (!ready) return;
    const rule = rulePart(trigger, tree, drafts);
    const head = { name: name.trim(), enabled };
    const changed = JSON.stringify(rule) !== JSON.stringify(stored);
    const result = automation
      ? await update.save({ input: { ...head, ...(changed ? rule : {}), id: automation.id } })
      : await create.save({ input: { ...head, ...rule, ...(companyId ? { companyId } : {}) } });
    if (!result.ok) {
      const { fields, rest } = errorsByField(result.errors, ['name', 'actions']);
      setErrors(fields);
      setProblem(rest ?? 'The server refused part of it; see above.');
      return;
    }
    setErrors({});
    setStored(rule);
    const saying = changed ? 'Saved as a new version.' : 'Saved.';
    notifications.show({ message: automation ? saying : `${head.name} was created.` });
    const { payload } = result;
    if (!automation && payload.automation)
      void go(`/automations/${payload.automation.id}`, { replace: true });
  };

  return (
    <Grid gap="md">
      <Grid.Col span={{ base: 12, lg: 8 }}>
        <form onSubmit={(event) => void submit(event)} noValidate>
          <fieldset disabled={!write} style={{ border: 0, padding: 0, margin: 0, minWidth: 0 }}>
            <Stack>
              <Panel title="Rule">
                <Stack gap="sm">
                  <TextInput
                    label="Name"
                    withAsterisk
                    value={name}
                    error={strict && name.trim() === '' ? 'Give it a name.' : errors['name']}
                    onChange={(event) => setName(event.currentTarget.value)}
                  />
                  <Group grow align="flex-start" preventGrowOverflow={false}>
                    <Select
                      label="Looks at a call"
                      allowDeselect={false}
                      miw={220}
                      data={triggers}
                      value={trigger}
                      onChange={(value) => value && setTrigger(value as AutomationTrigger)}
                    />
                    <Select
                      label="Company"
                      placeholder="All companies"
                      clearable
                      miw={220}
                      disabled={automation !== null}
                      data={named(lists.companies.nodes)}
                      value={companyId}
                      onChange={setCompanyId}
                    />
                  </Group>
                  <Switch
                    label="Switched on"
                    checked={enabled}
                    onChange={(event) => setEnabled(event.currentTarget.checked)}
                  />
                </Stack>
              </Panel>
              <Panel title="If" hint="Which calls it acts on.">
                <FilterBuilder
                  group={tree}
                  change={setTree}
                  strict={strict}
                  lists={{
                    trackers: named(lists.trackers.nodes),
                    companies: named(lists.companies.nodes),
                    tags: named(lists.tags.nodes),
                  }}
                />
              </Panel>
              <Panel title="Then" hint="What happens to each of these calls, once.">
                {saved.lost.length > 0 && (
                  <Alert color="orange" mb="sm">
                    No longer possible, and dropped when you save: {saved.lost.join(', ')}.
                  </Alert>
                )}
                <ActionList
                  drafts={drafts}
                  choices={choices}
                  errors={errors}
                  strict={strict}
                  change={changeDrafts}
                />
              </Panel>
              {problem && (
                <Alert color="red" role="alert">
                  {problem}
                </Alert>
              )}
              {write && (
                <Group justify="flex-end">
                  <Button variant="default" onClick={() => void go('/automations')}>
                    Cancel
                  </Button>
                  <Button type="submit" loading={create.saving || update.saving}>
                    {automation ? 'Save' : 'Create'}
                  </Button>
                </Group>
              )}
            </Stack>
          </fieldset>
        </form>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 4 }}>
        <Stack>
          {isComplete(tree) && <DryRun filter={toFilter(tree)} companyId={companyId} />}
          {automation && <VersionsPanel automation={automation} />}
        </Stack>
      </Grid.Col>
    </Grid>
  );
};
