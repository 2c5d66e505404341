import { Badge, Group, Switch, Text } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { failureOf, useSave } from '../../api/save.ts';
import { useMay } from '../../api/viewer.tsx';
import type { CriterionDetailFragment, RunProgressFragment } from '../../generated/graphql.ts';
import { ConfirmIcon } from '../../parts/confirm-button.tsx';
import { signed } from '../../parts/format.ts';
import { ListRow } from '../../parts/list-row.tsx';
import { settle } from '../../parts/not-changed.ts';
import { EditIcon } from './row-actions.tsx';
import { deleteCriterionMutation, updateCriterionMutation } from './scoring-queries.ts';

export const CriterionRow = ({
  criterion,
  edit,
  changed,
}: {
  criterion: CriterionDetailFragment;
  edit: () => void;
  changed: (run: RunProgressFragment | null) => void;
}) => {
  const { write } = useMay();
  const { id, name, points, enabled, company, filterText } = criterion;
  const update = useSave(updateCriterionMutation, (data) => data.updateScoreCriterion);
  const remove = useSave(deleteCriterionMutation, (data) => data.deleteScoreCriterion);
  const rescored = ({ run }: { readonly run?: RunProgressFragment | null }): void => changed(run ?? null);
  const turn = async (on: boolean): Promise<void> => {
    settle(await update.save({ input: { id, enabled: on } }), rescored);
  };
  const takeAway = async (): Promise<string | null> => {
    return failureOf(await remove.save({ id }), rescored);
  };
  return (
    <ListRow
      faded={!enabled}
      title={
        <Group gap={8} wrap="nowrap" align="baseline">
          <Text
            span
            inherit
            className="numeric"
            style={{ flexShrink: 0 }}
            miw={36}
            c={points < 0 ? 'var(--mantine-color-red-text)' : 'var(--mantine-color-teal-text)'}
          >
            {signed(points)}
          </Text>
          <span>{name}</span>
          {company && <Badge color="gray">{company.name}</Badge>}
        </Group>
      }
      hint={<div className="sentence">{filterText}</div>}
    >
      {write && (
        <>
          <Switch
            size="sm"
            aria-label={`${name} gives points`}
            checked={enabled}
            disabled={update.saving}
            onChange={(event) => void turn(event.currentTarget.checked)}
          />
          <EditIcon what={name} onClick={edit} />
          <ConfirmIcon
            title={`Delete ${name}?`}
            question="Calls lose the points it gave them, past calls too. This cannot be undone."
            confirm="Delete"
            label={`Delete ${name}`}
            icon={<IconTrash size={16} aria-hidden />}
            act={takeAway}
          />
        </>
      )}
    </ListRow>
  );
};
