import { Select } from '@mantine/core';
import { missingValues } from '../../parts/field-values.ts';
import { FormFields } from '../../parts/form-fields.tsx';
import { type TriggerChoice, type TriggerDraft, triggerDraft } from './rule-draft.ts';

const below = 'triggerSettings.';

/** Server errors about what the trigger is told, by the names of its fields. */
const toldErrors = (errors: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(errors)
      .filter(([path]) => path.startsWith(below))
      .map(([path, message]) => [path.slice(below.length), message]),
  );

/** When the automation looks at a call, and what its trigger has to be told. */
export const TriggerFields = ({
  draft: { trigger, told },
  choices,
  errors,
  strict,
  change,
}: {
  draft: TriggerDraft;
  choices: readonly TriggerChoice[];
  errors: Readonly<Record<string, string>>;
  strict: boolean;
  change: (part: Partial<TriggerDraft>) => void;
}) => (
  <>
    <Select
      label="Looks at a call"
      allowDeselect={false}
      miw={220}
      data={choices.map(({ name, label }) => ({ value: name, label }))}
      value={trigger.name}
      error={errors['trigger']}
      onChange={(value) => {
        const chosen = choices.find(({ name }) => name === value);
        if (chosen) change(triggerDraft(chosen, told));
      }}
    />
    {trigger.fields.length > 0 && (
      <FormFields
        fields={trigger.fields}
        values={told}
        errors={{ ...(strict ? missingValues(trigger.fields, told) : {}), ...toldErrors(errors) }}
        change={(values) => change({ told: values })}
      />
    )}
  </>
);
