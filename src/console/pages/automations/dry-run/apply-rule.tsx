import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import type {
  AutomationDetailFragment,
  RunPeriodInput,
  RunProgressFragment,
} from '../../../generated/graphql.ts';
import { RunProgress } from '../../../parts/run-progress.tsx';
import type { Lists } from '../filter/lists.ts';
import { ApplyDialog } from './apply-dialog.tsx';

/** Why the saved rule cannot be applied now; null when it can. */
const obstacle = (enabled: boolean, unsaved: boolean): string | null => {
  if (unsaved) return 'Save the rule first: only a saved one can be applied.';
  return enabled ? null : 'Switch the automation on and save it first.';
};

/** Applies the version in force to calls that came in before it was. */
export const ApplyRule = (asked: {
  automation: AutomationDetailFragment;
  unsaved: boolean;
  period: RunPeriodInput;
  companyId: string | null;
  lists: Lists;
}) => {
  const [opened, { open, close }] = useDisclosure();
  const [applied, setApplied] = useState<RunProgressFragment | null>(null);
  const hindered = obstacle(asked.automation.enabled, asked.unsaved);
  return (
    <>
      <Group gap="sm">
        <Button variant="default" disabled={hindered !== null} onClick={open}>
          Apply to past calls…
        </Button>
        <Text size="sm" c="dimmed" style={{ flex: '1 1 220px' }}>
          {hindered ?? 'Not a trial: calls are changed and conversions are sent.'}
        </Text>
      </Group>
      {opened && <ApplyDialog {...asked} close={close} started={setApplied} />}
      {applied && <RunProgress key={applied.id} run={applied} title="Applying to past calls" />}
    </>
  );
};
