import { Group, Input, NumberInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useQuery } from 'urql';
import { useSave } from '../../api/save.ts';
import type { CallFilter, CriterionDetailFragment, RunProgressFragment } from '../../generated/graphql.ts';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { formErrors } from '../../parts/form-errors.ts';
import { FilterBuilder } from '../automations/filter/filter-builder.tsx';
import { FittingShare } from '../automations/filter/fitting-share.tsx';
import { listsOf, noLists } from '../automations/filter/lists.ts';
import { isComplete, newCondition, newGroup, toFilter, toTree } from '../automations/filter/tree.ts';
import { CompanyScope } from './company-scope.tsx';
import { createCriterionMutation, filterListsQuery, updateCriterionMutation } from './scoring-queries.ts';

/** Makes a reason for points, or changes this one. */
export const CriterionDialog = ({
  criterion,
  close,
  saved: whenSaved,
}: {
  criterion: CriterionDetailFragment | null;
  close: () => void;
  /** With the run that scores past calls anew. */
  saved: (run: RunProgressFragment | null) => void;
}) => {
  const [{ data }] = useQuery({ query: filterListsQuery });
  const [name, setName] = useState(criterion?.name ?? '');
  const [points, setPoints] = useState<number | string>(criterion?.points ?? 10);
  const [companyId, setCompanyId] = useState(criterion?.company?.id ?? null);
  const [tree, setTree] = useState(() =>
    criterion ? toTree(criterion.filter as CallFilter) : newGroup('ALL', [newCondition('talkSeconds')]),
  );
  const [strict, setStrict] = useState(false);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const create = useSave(createCriterionMutation, (data) => data.createScoreCriterion);
  const update = useSave(updateCriterionMutation, (data) => data.updateScoreCriterion);

  const missing = {
    ...(name.trim() === '' ? { name: 'Give the criterion a name.' } : {}),
    ...(typeof points === 'number' ? {} : { points: 'Give a number.' }),
  };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setStrict(true);
    setErrors(missing);
    if (typeof points !== 'number' || Object.keys(missing).length > 0 || !isComplete(tree)) return;
    const input = { name: name.trim(), points, companyId, filter: toFilter(tree) };
    const result = criterion
      ? await update.save({ input: { ...input, id: criterion.id } })
      : await create.save({ input });
    if (result.ok) {
      whenSaved(result.payload.run ?? null);
      close();
      return;
    }
    const { fields, rest } = formErrors(result.errors, ['name', 'points', 'companyId', 'filter']);
    setErrors(fields);
    setProblem(rest);
  };

  return (
    <FormDialog
      title={criterion ? `Edit ${criterion.name}` : 'New criterion'}
      opened
      size="xl"
      close={close}
      submit={(event) => void submit(event)}
      submitLabel={criterion ? 'Save' : 'Create'}
      busy={create.saving || update.saving}
      problem={problem}
    >
      <Group align="flex-start" gap="sm">
        <TextInput
          label="Name"
          placeholder="Talked for a minute"
          withAsterisk
          data-autofocus
          style={{ flex: '1 1 220px' }}
          value={name}
          error={errors['name']}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NumberInput
          label="Points"
          withAsterisk
          w={120}
          min={-100}
          max={100}
          allowDecimal={false}
          value={points}
          error={errors['points']}
          onChange={setPoints}
        />
      </Group>
      <CompanyScope
        description="Whose calls it scores."
        value={companyId}
        change={setCompanyId}
        error={errors['companyId']}
      />
      <Input.Wrapper label="For calls where" labelElement="div" error={errors['filter']}>
        <FilterBuilder
          group={tree}
          lists={data ? listsOf(data, companyId) : noLists}
          strict={strict}
          change={setTree}
        />
      </Input.Wrapper>
      {isComplete(tree) && <FittingShare filter={toFilter(tree)} companyId={companyId} />}
    </FormDialog>
  );
};
