import { Button, Group, Paper, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTag, IconX } from '@tabler/icons-react';
import type { CallFilter } from '../../generated/graphql.ts';
import { plural } from '../../parts/format.ts';
import { RunProgress } from '../../parts/run-progress.tsx';
import { useBulkTags } from './bulk-tags.ts';
import classes from './calls.module.css';
import type { Selection } from './selection.ts';
import { TagDialog } from './tag-dialog.tsx';

const warningFor = (everything: boolean, filtered: boolean): string | null => {
  if (!everything) return null;
  return filtered
    ? 'Every call that matches the filter now, also those not shown. Tags of one company leave calls of others alone.'
    : 'No filter is set: this is every call of the account.';
};

/** What can be done with the calls somebody picked; stays in sight while the list scrolls. */
export const SelectionBar = ({
  selection,
  filter,
  total,
  filtered,
}: {
  selection: Selection;
  filter: CallFilter;
  /** Calls the filter finds, loaded or not. */
  total: number;
  filtered: boolean;
}) => {
  const [opened, { open, close }] = useDisclosure();
  const bulk = useBulkTags();
  const { picked, everything } = selection;
  const calls = everything ? total : picked.size;
  if (bulk.work)
    return (
      <Paper withBorder shadow="md" className={classes['selection'] ?? ''}>
        <RunProgress
          key={bulk.work.run.id}
          run={bulk.work.run}
          title={bulk.work.title}
          close={bulk.endWork}
        />
      </Paper>
    );
  if (calls === 0) return null;
  const apply = async (tagIds: string[], add: boolean) => {
    const errors = everything
      ? await bulk.found(filter, tagIds, add)
      : await bulk.picked([...picked], tagIds, add);
    if (errors.length === 0) selection.clear();
    return errors;
  };
  return (
    <>
      <Paper withBorder shadow="md" className={classes['selection'] ?? ''}>
        <Group justify="space-between" gap="xs">
          <Group gap="sm">
            <Text size="sm" fw={600} role="status">
              {plural(calls, 'call')} selected
            </Text>
            {!everything && total > picked.size && (
              <Button variant="subtle" size="compact-sm" onClick={selection.pickEverything}>
                {filtered
                  ? `Select all ${plural(total, 'call')} that match`
                  : `Select all ${plural(total, 'call')}`}
              </Button>
            )}
          </Group>
          <Group gap="xs">
            <Button
              variant="subtle"
              color="gray"
              size="xs"
              leftSection={<IconX size={14} aria-hidden />}
              onClick={selection.clear}
            >
              Clear
            </Button>
            <Button size="xs" leftSection={<IconTag size={14} aria-hidden />} onClick={open}>
              Tag…
            </Button>
          </Group>
        </Group>
      </Paper>
      {opened && (
        <TagDialog
          what={plural(calls, 'call')}
          warning={warningFor(everything, filtered)}
          close={close}
          apply={apply}
        />
      )}
    </>
  );
};
