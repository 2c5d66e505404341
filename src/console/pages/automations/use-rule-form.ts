import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { useCallFields } from '../../api/call-fields.tsx';
import { errorsByField, useSave } from '../../api/save.ts';
import type { AutomationDetailFragment } from '../../generated/graphql.ts';
import { type ActionChoice, draftsOf } from './actions.ts';
import { createAutomationMutation, updateAutomationMutation } from './queries.ts';
import { isReady, type RuleDraft, ruleBody, ruleDraftOf, type TriggerChoice } from './rule-draft.ts';

interface Head {
  readonly name: string;
  readonly enabled: boolean;
  readonly companyId: string | null;
}

const fields = ['name', 'companyId', 'trigger', 'triggerSettings', 'filter', 'actions'];

/** An automation in the making: what was typed, what is wrong with it, and how it is saved. */
export const useRuleForm = (
  automation: AutomationDetailFragment | null,
  choices: readonly ActionChoice[],
  triggers: readonly TriggerChoice[],
) => {
  const go = useNavigate();
  const { fields: callFields } = useCallFields();
  const [saved] = useState(() => draftsOf(automation?.actions ?? [], choices));
  const [head, setHead] = useState<Head>(() => ({
    name: automation?.name ?? '',
    enabled: automation?.enabled ?? true,
    companyId: automation?.company?.id ?? null,
  }));
  const [rule, setRule] = useState(() => ruleDraftOf(automation, saved.drafts, triggers, callFields));
  const [stored, setStored] = useState(() => JSON.stringify(ruleBody(rule)));
  const [strict, setStrict] = useState(false);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const create = useSave(createAutomationMutation, (data) => data.createAutomation);
  const update = useSave(updateAutomationMutation, (data) => data.updateAutomation);
  const unsaved = JSON.stringify(ruleBody(rule)) !== stored;

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setStrict(true);
    const name = head.name.trim();
    const ready = name !== '' && isReady(rule);
    setProblem(ready ? null : 'Something is still missing; see above.');
    if (!ready) return;
    const body = ruleBody(rule);
    const { enabled, companyId } = head;
    const result = automation
      ? await update.save({ input: { name, enabled, ...(unsaved ? body : {}), id: automation.id } })
      : await create.save({ input: { name, enabled, ...body, ...(companyId ? { companyId } : {}) } });
    if (!result.ok) {
      const found = errorsByField(result.errors, fields);
      setErrors(found.fields);
      setProblem(found.rest ?? 'The server refused part of it; see above.');
      return;
    }
    setErrors({});
    setStored(JSON.stringify(body));
    const saying = unsaved ? 'Saved as a new version.' : 'Saved.';
    notifications.show({ message: automation ? saying : `${name} was created.` });
    const { payload } = result;
    if (!automation && payload.automation)
      void go(`/automations/${payload.automation.id}`, { replace: true });
  };

  return {
    ...{ head, rule, errors, strict, problem, unsaved, submit, setErrors },
    /** Saved actions that are no longer possible. */
    lost: saved.lost,
    saving: create.saving || update.saving,
    changeHead: (part: Partial<Head>): void => setHead((before) => ({ ...before, ...part })),
    changeRule: (part: Partial<RuleDraft>): void => {
      setRule((before) => ({ ...before, ...part }));
      // What the server said was about the rule as it was; positions may have moved, too.
      setErrors({});
    },
  };
};

export type RuleForm = ReturnType<typeof useRuleForm>;
