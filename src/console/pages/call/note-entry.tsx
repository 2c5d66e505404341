import { ActionIcon, Anchor, Collapse, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { failureOf, useSave } from '../../api/save.ts';
import { useMay } from '../../api/viewer.tsx';
import type { NoteEntryFragment } from '../../generated/graphql.ts';
import { ConfirmIcon } from '../../parts/confirm-button.tsx';
import { plural } from '../../parts/format.ts';
import { Ago } from '../../parts/when.tsx';
import { deleteNoteMutation, updateNoteMutation } from './lead-queries.ts';
import { NoteForm } from './note-form.tsx';

type Version = NoteEntryFragment['versions'][number];

const by = (author: Version['author']) => `${author.name} · `;

const Versions = ({ versions }: { versions: readonly Version[] }) => (
  <Stack component="ol" gap="xs" m={0} mt={8} pl="sm" style={{ borderLeft: '2px solid var(--line)' }}>
    {versions.map(({ version, text, at, author }) => (
      <li key={version} style={{ listStyle: 'none' }}>
        <Text size="xs" c="dimmed">
          {by(author)}
          <Ago at={at} />
        </Text>
        <Text
          size="sm"
          style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
          fs={text ? '' : 'italic'}
        >
          {text ?? 'Deleted'}
        </Text>
      </li>
    ))}
  </Stack>
);

/** One note; with what it said before, when somebody asks. */
export const NoteEntry = ({ note }: { note: NoteEntryFragment }) => {
  const { write } = useMay();
  const [editing, edit] = useDisclosure();
  const [opened, versions] = useDisclosure();
  const update = useSave(updateNoteMutation, (data) => data.updateNote);
  const remove = useSave(deleteNoteMutation, (data) => data.deleteNote);
  const deleted = note.text === null;
  const before = (deleted ? note.versions : note.versions.slice(0, -1)).toReversed();

  const change = async (text: string) => {
    const saved = await update.save({ input: { id: note.id, text } });
    if (saved.ok) edit.close();
    return saved;
  };
  const takeAway = async (): Promise<string | null> => {
    const saved = await remove.save({ id: note.id });
    return failureOf(saved);
  };

  if (editing)
    return (
      <NoteForm
        label="Change the note"
        start={note.text ?? ''}
        submitLabel="Save"
        saving={update.saving}
        save={change}
        cancel={edit.close}
      />
    );
  return (
    <div>
      <Group justify="space-between" gap={4} wrap="nowrap" align="flex-start">
        <Text size="xs" c="dimmed" pt={3}>
          {by(note.author)}
          <Ago at={note.createdAt} />
          {before.length > 0 && (
            <>
              {' · '}
              <Anchor
                component="button"
                type="button"
                size="xs"
                onClick={versions.toggle}
                aria-expanded={opened}
              >
                {deleted
                  ? 'deleted'
                  : `edited${before.length > 1 ? `, ${plural(before.length, 'time')}` : ''}`}
              </Anchor>
            </>
          )}
        </Text>
        {write && !deleted && (
          <Group gap={2} wrap="nowrap">
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label="Change this note"
              onClick={edit.open}
            >
              <IconPencil size={15} aria-hidden />
            </ActionIcon>
            <ConfirmIcon
              title="Delete this note?"
              question="What it said stays readable in its history."
              confirm="Delete"
              label="Delete this note"
              icon={<IconTrash size={15} aria-hidden />}
              act={takeAway}
            />
          </Group>
        )}
      </Group>
      {!deleted && (
        <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {note.text}
        </Text>
      )}
      <Collapse expanded={opened}>{opened && <Versions versions={before} />}</Collapse>
    </div>
  );
};
