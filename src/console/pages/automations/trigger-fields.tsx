import { NumberInput, Select } from '@mantine/core';
import type { AutomationTrigger } from '../../generated/graphql.ts';
import { triggerLabels } from '../../parts/triggers.ts';
import { isTagged, isTimed, type TriggerDraft } from './rule-draft.ts';

const triggers = Object.entries(triggerLabels).map(([value, label]) => ({ value, label }));
const mostMinutes = 129_600;

/** When the automation looks at a call, and what its trigger has to be told. */
export const TriggerFields = ({
  draft,
  tags,
  errors,
  strict,
  change,
}: {
  draft: TriggerDraft;
  tags: readonly { readonly value: string; readonly label: string }[];
  errors: Readonly<Record<string, string>>;
  strict: boolean;
  change: (part: Partial<TriggerDraft>) => void;
}) => {
  const { trigger, minutes, tagId } = draft;
  const noMinutes = strict && minutes === '' ? 'Say how many minutes.' : null;
  return (
    <>
      <Select
        label="Looks at a call"
        allowDeselect={false}
        miw={220}
        data={triggers}
        value={trigger}
        error={errors['trigger']}
        onChange={(value) => value && change({ trigger: value as AutomationTrigger })}
      />
      {isTimed(trigger) && (
        <NumberInput
          label="Minutes after the end of the call"
          withAsterisk
          miw={220}
          min={1}
          max={mostMinutes}
          allowDecimal={false}
          value={minutes}
          error={errors['triggerSettings.minutes'] ?? noMinutes}
          onChange={(value) => change({ minutes: value })}
        />
      )}
      {isTagged(trigger) && (
        <Select
          label="Only this tag"
          placeholder="Any tag"
          clearable
          searchable
          miw={220}
          data={[...tags]}
          value={tagId}
          error={errors['triggerSettings.tagId']}
          onChange={(value) => change({ tagId: value })}
        />
      )}
    </>
  );
};
