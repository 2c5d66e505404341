import { Button, CloseButton, Group as Row, Select, Text } from '@mantine/core';
import { IconFolderPlus, IconPlus } from '@tabler/icons-react';
import { ConditionRow } from './condition-row.tsx';
import classes from './filter.module.css';
import { KeptRow } from './kept-row.tsx';
import type { Lists } from './lists.ts';
import { type Group, type GroupKind, type Item, newCondition, newGroup } from './tree.ts';

const kindLabels: Record<GroupKind, string> = {
  ALL: 'All of these hold',
  ANY: 'Any of these holds',
  NONE: 'None of these holds',
  NOT_ALL: 'Not all of these hold',
};
const kinds = Object.keys(kindLabels) as GroupKind[];

/** Deeper than this nobody understands, and the server refuses it sooner or later. */
const deepest = 4;

const replaced = (items: readonly Item[], key: number, next: Item | null): readonly Item[] =>
  items.flatMap((item) => (item.key === key ? (next ?? []) : item));

/** A condition tree to build with the mouse or the keyboard; nested groups are the same thing again. */
export const FilterBuilder = ({
  group,
  lists,
  strict,
  change,
  remove = null,
  depth = 1,
}: {
  group: Group;
  lists: Lists;
  strict: boolean;
  change: (group: Group) => void;
  remove?: (() => void) | null;
  depth?: number;
}) => {
  const set = (items: readonly Item[]): void => change({ ...group, items });
  const put = (key: number, next: Item | null): void => set(replaced(group.items, key, next));
  return (
    <fieldset aria-label={kindLabels[group.kind]} className={classes['group']}>
      <div className={classes['head']}>
        <Select
          aria-label="How the conditions combine"
          size="xs"
          w={180}
          allowDeselect={false}
          data={kinds.map((kind) => ({ value: kind, label: kindLabels[kind] }))}
          value={group.kind}
          onChange={(value) => change({ ...group, kind: kinds.find((kind) => kind === value) ?? group.kind })}
        />
        {remove && <CloseButton aria-label="Remove this group" onClick={remove} />}
      </div>
      {group.items.length === 0 && (
        <Text size="sm" c="dimmed">
          {depth === 1 ? 'No condition: every call fits.' : 'An empty group asks for nothing.'}
        </Text>
      )}
      {group.items.map((item) => {
        const remove = (): void => put(item.key, null);
        const change = (next: Item): void => put(item.key, next);
        const shared = { lists, strict, change, remove };
        switch (item.kind) {
          case 'CONDITION':
            return <ConditionRow {...shared} key={item.key} condition={item} />;
          case 'KEPT':
            return <KeptRow key={item.key} kept={item} remove={remove} />;
          default:
            return <FilterBuilder {...shared} key={item.key} group={item} depth={depth + 1} />;
        }
      })}
      <Row gap="xs">
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => set([...group.items, newCondition('durationSeconds', lists.callFields)])}
        >
          Condition
        </Button>
        {depth < deepest && (
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconFolderPlus size={14} aria-hidden />}
            onClick={() => set([...group.items, newGroup('ANY', [newCondition('source', lists.callFields)])])}
          >
            Group
          </Button>
        )}
      </Row>
    </fieldset>
  );
};
