import { Alert, Button, Grid, Group, Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { useCallFields } from '../../api/call-fields.tsx';
import { useMay } from '../../api/viewer.tsx';
import type {
  AutomationChoicesQuery,
  AutomationDetailFragment,
  CallFilter,
} from '../../generated/graphql.ts';
import { useWordChoices } from '../../parts/call-looks.ts';
import { Panel } from '../../parts/panel.tsx';
import { ActionList } from './action-list.tsx';
import { actionChoices } from './actions.ts';
import { PastCallsPanel } from './dry-run/past-calls-panel.tsx';
import { FilterBuilder } from './filter/filter-builder.tsx';
import { listsOf } from './filter/lists.ts';
import { isComplete, toFilter } from './filter/tree.ts';
import { FittingCalls } from './fitting-calls.tsx';
import { isReady, ruleBody } from './rule-draft.ts';
import { RulePanel } from './rule-panel.tsx';
import { useRuleForm } from './use-rule-form.ts';
import { VersionsPanel } from './versions-panel.tsx';

/** Errors about conditions, which the builder has no place of their own for. */
const conditionErrors = (errors: Readonly<Record<string, string>>): string =>
  Object.entries(errors)
    .flatMap(([path, message]) => (path.split('.')[0] === 'filter' ? [message] : []))
    .join(' ');

export const AutomationForm = ({
  automation,
  lists,
}: {
  automation: AutomationDetailFragment | null;
  lists: AutomationChoicesQuery;
}) => {
  const go = useNavigate();
  const may = useMay();
  const write = automation && !automation.company ? may.writeShared : may.write;
  const { fields: callFields } = useCallFields();
  const statuses = useWordChoices('leadStatus');
  const choices = useMemo(() => actionChoices(lists, statuses), [lists, statuses]);
  const form = useRuleForm(automation, choices, lists.automationTriggers);
  const { head, rule, errors, strict } = form;
  const previewed = useMemo((): CallFilter => {
    const own = isComplete(rule.tree) ? [toFilter(rule.tree)] : [];
    return { all: head.companyId ? [{ company: { eq: head.companyId } }, ...own] : own };
  }, [rule.tree, head.companyId]);
  const filterLists = useMemo(
    () => listsOf(lists, head.companyId, callFields),
    [lists, head.companyId, callFields],
  );
  const whole = isReady(rule) ? { ...ruleBody(rule), companyId: head.companyId } : null;

  return (
    <Grid gap="md">
      <Grid.Col span={{ base: 12, lg: 8 }}>
        <Stack>
          <form onSubmit={(event) => void form.submit(event)} noValidate>
            <fieldset disabled={!write} style={{ border: 0, padding: 0, margin: 0, minWidth: 0 }}>
              <Stack>
                <RulePanel
                  form={form}
                  isNew={automation === null}
                  triggers={lists.automationTriggers}
                  companies={filterLists.companies}
                />
                <Panel title="If" hint="Which calls it acts on.">
                  <FilterBuilder
                    group={rule.tree}
                    change={(tree) => form.changeRule({ tree })}
                    strict={strict}
                    lists={filterLists}
                  />
                  {conditionErrors(errors) && (
                    <Text size="sm" c="red" role="alert" mt="xs">
                      {conditionErrors(errors)}
                    </Text>
                  )}
                </Panel>
                <Panel title="Then" hint="What happens to each of these calls, once.">
                  {form.lost.length > 0 && (
                    <Alert color="orange" mb="sm">
                      No longer possible, and dropped when you save: {form.lost.join(', ')}.
                    </Alert>
                  )}
                  <ActionList
                    drafts={rule.actions}
                    choices={choices}
                    errors={errors}
                    strict={strict}
                    filter={previewed}
                    change={(actions) => form.changeRule({ actions })}
                  />
                </Panel>
                {form.problem && (
                  <Alert color="red" role="alert">
                    {form.problem}
                  </Alert>
                )}
                {write && (
                  <Group justify="flex-end">
                    <Button variant="default" onClick={() => void go('/automations')}>
                      Cancel
                    </Button>
                    <Button type="submit" loading={form.saving}>
                      {automation ? 'Save' : 'Create'}
                    </Button>
                  </Group>
                )}
              </Stack>
            </fieldset>
          </form>
          <PastCallsPanel
            automation={automation}
            rule={whole}
            unsaved={form.unsaved}
            lists={filterLists}
            refused={form.setErrors}
          />
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 4 }}>
        <Stack>
          {isComplete(rule.tree) && <FittingCalls filter={toFilter(rule.tree)} companyId={head.companyId} />}
          {automation && <VersionsPanel automation={automation} />}
        </Stack>
      </Grid.Col>
    </Grid>
  );
};
