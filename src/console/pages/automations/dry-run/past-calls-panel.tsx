import { Alert, Button, Divider, Group, Select, Stack, Text } from '@mantine/core';
import { IconFlask } from '@tabler/icons-react';
import { useState } from 'react';
import { errorsByField, useSave } from '../../../api/save.ts';
import { useMay } from '../../../api/viewer.tsx';
import type { AutomationDetailFragment, RuleInput, RunProgressFragment } from '../../../generated/graphql.ts';
import type { DateRange } from '../../../parts/date-range.ts';
import { DateRangePicker } from '../../../parts/date-range-picker.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { RunProgress } from '../../../parts/run-progress.tsx';
import type { Lists } from '../filter/lists.ts';
import { ApplyRule } from './apply-rule.tsx';
import { Findings } from './findings.tsx';
import { periodOf } from './period.ts';
import { dryRunMutation } from './queries.ts';

/** Tries the rule as it stands in the form on past calls, and applies the saved one to them. */
export const PastCallsPanel = ({
  automation,
  rule,
  unsaved,
  lists,
  refused,
}: {
  automation: AutomationDetailFragment | null;
  /** Null while something is missing. */
  rule: RuleInput | null;
  /** The form says something else than what is saved. */
  unsaved: boolean;
  lists: Lists;
  /** Tells the form what the server found wrong with the rule. */
  refused: (errors: Record<string, string>) => void;
}) => {
  const { write } = useMay();
  const [range, setRange] = useState<DateRange>({ preset: '30d' });
  const [companyId, setCompanyId] = useState<string | null>(null);
  const [tried, setTried] = useState<RunProgressFragment | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { save, saving } = useSave(dryRunMutation, (data) => data.automationDryRun);
  const period = periodOf(range);
  const scope = rule?.companyId ?? null;

  const start = async (): Promise<void> => {
    if (!rule || !period) return;
    const saved = await save({
      input: {
        rule,
        period,
        ...(automation ? { automationId: automation.id } : {}),
        ...(companyId && !scope ? { companyId } : {}),
      },
    });
    if (saved.ok) {
      refused({});
      setProblem(null);
      setTried(saved.payload.run ?? null);
      return;
    }
    const inForm = saved.errors.map((each) => ({
      ...each,
      field: each.field?.replace('input.rule.', 'input.') ?? null,
    }));
    const { fields, rest } = errorsByField(inForm, ['trigger', 'triggerSettings', 'filter', 'actions']);
    refused(fields);
    setProblem(rest ?? 'The rule cannot be tried like this; see what is marked above.');
  };

  return (
    <Panel title="Past calls" hint="Try the rule as it stands above. Nothing is changed and nothing is sent.">
      <Stack gap="md">
        <Group align="flex-end" gap="sm">
          <DateRangePicker label="Calls of" value={range} onChange={(next) => next && setRange(next)} />
          {!scope && lists.companies.length > 1 && (
            <Select
              label="Company"
              placeholder="All companies"
              clearable
              w={190}
              data={[...lists.companies]}
              value={companyId}
              onChange={setCompanyId}
            />
          )}
          {write && (
            <Button
              variant="light"
              leftSection={<IconFlask size={16} aria-hidden />}
              disabled={!rule || !period}
              loading={saving}
              onClick={() => void start()}
            >
              Dry run
            </Button>
          )}
        </Group>
        {!rule && (
          <Text size="sm" c="dimmed">
            Finish the rule first: something is still missing above.
          </Text>
        )}
        {!period && (
          <Text size="sm" c="dimmed">
            Choose the first day.
          </Text>
        )}
        {problem && (
          <Alert color="red" role="alert">
            {problem}
          </Alert>
        )}
        {tried && (
          <RunProgress key={tried.id} run={tried} title="Dry run">
            {(run) => <Findings run={run} />}
          </RunProgress>
        )}
        {write && automation && period && (
          <>
            <Divider color="var(--line)" />
            <ApplyRule
              automation={automation}
              unsaved={unsaved}
              period={period}
              companyId={automation.company?.id ?? companyId}
              lists={lists}
            />
          </>
        )}
      </Stack>
    </Panel>
  );
};
