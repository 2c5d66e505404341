import { Group, Input, NumberInput, TextInput } from '@mantine/core';
import { useQuery } from 'urql';
import { useCallFields } from '../../api/call-fields.tsx';
import { useSave } from '../../api/save.ts';
import type { CallFilter, CriterionDetailFragment, RunProgressFragment } from '../../generated/graphql.ts';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { FilterBuilder } from '../automations/filter/filter-builder.tsx';
import { FittingShare } from '../automations/filter/fitting-share.tsx';
import { listsOf, noLists } from '../automations/filter/lists.ts';
import { isComplete, newCondition, newGroup, toFilter, toTree } from '../automations/filter/tree.ts';
import { CompanyScope } from './company-scope.tsx';
import { createCriterionMutation, filterListsQuery, updateCriterionMutation } from './scoring-queries.ts';
import { needed, useEdit } from './use-edit.ts';

/** Makes a reason for points, or changes this one. */
export const CriterionDialog = ({
  criterion,
  close,
  saved,
}: {
  criterion: CriterionDetailFragment | null;
  close: () => void;
  /** With the run that scores past calls anew. */
  saved: (run: RunProgressFragment | null) => void;
}) => {
  const { fields } = useCallFields();
  const [{ data }] = useQuery({ query: filterListsQuery });
  const create = useSave(createCriterionMutation, (data) => data.createScoreCriterion);
  const update = useSave(updateCriterionMutation, (data) => data.updateScoreCriterion);
  const { form, dialog } = useEdit({
    what: 'criterion',
    thing: criterion,
    initialValues: {
      name: criterion?.name ?? '',
      points: (criterion?.points ?? 10) as number | string,
      companyId: criterion?.company?.id ?? null,
      filter: criterion
        ? toTree(criterion.filter as CallFilter, fields)
        : newGroup('ALL', [newCondition('talkSeconds', fields)]),
    },
    validate: {
      name: needed('Give the criterion a name.'),
      points: (points) => (typeof points === 'number' ? null : 'Give a number.'),
      filter: (tree) => (isComplete(tree) ? null : 'A condition lacks its value.'),
    },
    send: ({ name, points, companyId, filter }) => {
      const input = { name: name.trim(), points: Number(points), companyId, filter: toFilter(filter) };
      return criterion ? update.save({ input: { ...input, id: criterion.id } }) : create.save({ input });
    },
    busy: create.saving || update.saving,
    close,
    done: ({ run }) => {
      saved(run ?? null);
      close();
    },
  });
  const { companyId, filter } = form.values;
  const lists = data ? listsOf(data, companyId, fields) : noLists(fields);

  return (
    <FormDialog {...dialog} size="xl">
      <Group align="flex-start" gap="sm">
        <TextInput
          label="Name"
          placeholder="Talked for a minute"
          withAsterisk
          data-autofocus
          style={{ flex: '1 1 220px' }}
          {...form.getInputProps('name')}
        />
        <NumberInput
          label="Points"
          withAsterisk
          w={120}
          min={-100}
          max={100}
          allowDecimal={false}
          {...form.getInputProps('points')}
        />
      </Group>
      <CompanyScope
        description="Whose calls it scores."
        value={companyId}
        change={(next) => form.setFieldValue('companyId', next)}
        error={form.errors['companyId']}
      />
      <Input.Wrapper
        label="For calls where"
        labelElement="div"
        error={isComplete(filter) && form.errors['filter']}
      >
        <FilterBuilder
          group={filter}
          lists={lists}
          strict={form.errors['filter'] !== undefined}
          change={(tree) => form.setFieldValue('filter', tree)}
        />
      </Input.Wrapper>
      {isComplete(filter) && <FittingShare filter={toFilter(filter)} companyId={companyId} />}
    </FormDialog>
  );
};
