import { Group, Text } from '@mantine/core';
import { allErrors, useSave } from '../../../api/save.ts';
import type {
  AutomationDetailFragment,
  RunPeriodInput,
  RunProgressFragment,
} from '../../../generated/graphql.ts';
import { ConfirmButton } from '../../../parts/confirm-button.tsx';
import { dayAndTime } from '../../../parts/format.ts';
import { browserZone } from '../../../parts/locale.ts';
import { backfillMutation } from './queries.ts';

const inWords = (at: unknown): string => dayAndTime(new Date(String(at)), browserZone);

/** Why the saved rule cannot be applied now; null when it can. */
const obstacle = (enabled: boolean, unsaved: boolean): string | null => {
  if (unsaved) return 'Save the rule first: only a saved one can be applied.';
  return enabled ? null : 'Switch the automation on first.';
};

/** Applies the version in force to calls that came in before it was. Asks first. */
export const BackfillButton = ({
  automation,
  unsaved,
  period,
  companyId,
  started,
}: {
  automation: AutomationDetailFragment;
  unsaved: boolean;
  period: RunPeriodInput;
  companyId: string | null;
  started: (run: RunProgressFragment | null) => void;
}) => {
  const { save } = useSave(backfillMutation, (data) => data.backfillAutomation);
  const hindered = obstacle(automation.enabled, unsaved);
  const act = async (): Promise<string | null> => {
    const saved = await save({
      input: { automationId: automation.id, period, ...(companyId ? { companyId } : {}) },
    });
    if (!saved.ok) return allErrors(saved.errors);
    started(saved.payload.run ?? null);
    return null;
  };
  return (
    <Group gap="sm">
      <ConfirmButton
        variant="default"
        disabled={hindered !== null}
        title={`Apply version ${automation.version} to past calls?`}
        question={`Every call from ${inWords(period.from)} to ${inWords(period.to)} that fits is tagged, judged and sent as if the rule had been in force. Calls this version has judged before are left alone, and what a vendor has already is not sent twice. You can cancel while it runs; what is done stays done.`}
        confirm="Apply"
        act={act}
      >
        Apply to past calls…
      </ConfirmButton>
      <Text size="sm" c="dimmed" style={{ flex: '1 1 220px' }}>
        {hindered ?? 'Not a trial: calls are changed and conversions are sent.'}
      </Text>
    </Group>
  );
};
