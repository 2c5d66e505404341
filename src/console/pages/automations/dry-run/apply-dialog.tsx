import { Input, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { errorsByField, useSave } from '../../../api/save.ts';
import type {
  AutomationDetailFragment,
  RunPeriodInput,
  RunProgressFragment,
} from '../../../generated/graphql.ts';
import { FormDialog } from '../../../parts/form-dialog.tsx';
import { dayAndTime } from '../../../parts/format.ts';
import { browserZone } from '../../../parts/locale.ts';
import { FilterBuilder } from '../filter/filter-builder.tsx';
import { FittingShare } from '../filter/fitting-share.tsx';
import type { Lists } from '../filter/lists.ts';
import { isComplete, newGroup, toFilter } from '../filter/tree.ts';
import { backfillMutation } from './queries.ts';

const inWords = (at: unknown): string => dayAndTime(new Date(String(at)), browserZone);

/** Asks before the version in force is applied to past calls, and to which of them. */
export const ApplyDialog = ({
  automation,
  period: asked,
  companyId,
  lists,
  close,
  started,
}: {
  automation: AutomationDetailFragment;
  period: RunPeriodInput;
  companyId: string | null;
  lists: Lists;
  close: () => void;
  started: (run: RunProgressFragment | null) => void;
}) => {
  // Until now goes on; what the dialog counts is what is applied.
  const [period] = useState(asked);
  const [tree, setTree] = useState(() => newGroup('ALL'));
  const [strict, setStrict] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { save, saving } = useSave(backfillMutation, (data) => data.backfillAutomation);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setStrict(true);
    if (!isComplete(tree)) return;
    const saved = await save({
      input: {
        automationId: automation.id,
        period,
        filter: toFilter(tree),
        ...(companyId ? { companyId } : {}),
      },
    });
    if (saved.ok) {
      started(saved.payload.run ?? null);
      close();
      return;
    }
    const { fields, rest } = errorsByField(saved.errors, ['filter']);
    setRefused(Object.values(fields).join(' ') || null);
    setProblem(rest);
  };

  return (
    <FormDialog
      title={`Apply version ${automation.version} to past calls?`}
      opened
      size="xl"
      close={close}
      submit={(event) => void submit(event)}
      submitLabel="Apply"
      grave
      busy={saving}
      problem={problem}
    >
      <Text size="sm">
        Every call from {inWords(period.from)} to {inWords(period.to)} that fits the rule is tagged, judged
        and sent as if the rule had been in force. Calls this version has judged before are left alone, and
        what a vendor has already is not sent twice. You can cancel while it runs; what is done stays done.
      </Text>
      <Input.Wrapper
        label="Only these calls"
        labelElement="div"
        description="Beside what the rule itself asks for."
        descriptionProps={{ mb: 6 }}
        error={refused}
      >
        <FilterBuilder group={tree} lists={lists} strict={strict} change={setTree} />
      </Input.Wrapper>
      {isComplete(tree) && <FittingShare filter={toFilter(tree)} companyId={companyId} period={period} />}
    </FormDialog>
  );
};
