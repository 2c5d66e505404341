import { CloseButton, Select } from '@mantine/core';
import { fieldLabel, fieldMenu } from './fields.ts';
import classes from './filter.module.css';
import type { Lists } from './lists.ts';
import { operatorsOf } from './operators.ts';
import { type Condition, isComplete, newCondition, withOperator } from './tree.ts';
import { ValueInput } from './value-input.tsx';

export const ConditionRow = ({
  condition,
  lists,
  strict,
  change,
  remove,
}: {
  condition: Condition;
  lists: Lists;
  /** Says what is missing; off until somebody tried to save. */
  strict: boolean;
  change: (condition: Condition) => void;
  remove: () => void;
}) => {
  const label = fieldLabel(condition.field, lists);
  return (
    <div className={classes['condition']}>
      <div className={classes['field']}>
        <Select
          aria-label="Field"
          searchable
          allowDeselect={false}
          data={fieldMenu(lists, condition.field)}
          value={condition.field}
          onChange={(name) => {
            if (name) change({ ...newCondition(name, lists.callFields), key: condition.key });
          }}
        />
      </div>
      <div className={classes['operator']}>
        <Select
          aria-label={`Comparison for ${label}`}
          allowDeselect={false}
          data={operatorsOf(condition.about).map((each) => ({ value: each.name, label: each.label }))}
          value={condition.operator}
          onChange={(operator) => operator && change(withOperator(condition, operator))}
        />
      </div>
      <div className={classes['value']}>
        <ValueInput
          condition={condition}
          lists={lists}
          error={strict && !isComplete(condition) ? 'Choose a value.' : null}
          change={(value) => change({ ...condition, value })}
        />
      </div>
      <CloseButton
        className={classes['remove'] ?? ''}
        mt={4}
        aria-label={`Remove the condition on ${label}`}
        onClick={remove}
      />
    </div>
  );
};
