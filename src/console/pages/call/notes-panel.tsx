import { Button, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useSave } from '../../api/save.ts';
import { useMay } from '../../api/viewer.tsx';
import { plural } from '../../parts/format.ts';
import { Panel } from '../../parts/panel.tsx';
import type { Call } from './call.ts';
import { addNoteMutation } from './lead-queries.ts';
import { NoteEntry } from './note-entry.tsx';
import { NoteForm } from './note-form.tsx';

/** What people wrote about the call, newest first. */
export const NotesPanel = ({ call }: { call: Call }) => {
  const { write } = useMay();
  const [shown, deletedOnes] = useDisclosure();
  const { save, saving } = useSave(addNoteMutation, (data) => data.addNote);
  const notes = call.notes.filter(({ text }) => text !== null).toReversed();
  const deleted = call.notes.filter(({ text }) => text === null).toReversed();
  return (
    <Panel title="Notes">
      <Stack gap="md">
        {write && (
          <NoteForm
            label="New note"
            submitLabel="Add note"
            saving={saving}
            save={(text) => save({ input: { callId: call.id, text } })}
          />
        )}
        {notes.length === 0 && !write && (
          <Text size="sm" c="dimmed">
            Nobody has written anything.
          </Text>
        )}
        {notes.map((note) => (
          <NoteEntry key={note.id} note={note} />
        ))}
        {deleted.length > 0 && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-xs"
            w="fit-content"
            onClick={deletedOnes.toggle}
            aria-expanded={shown}
          >
            {shown ? 'Hide deleted' : plural(deleted.length, 'deleted note')}
          </Button>
        )}
        {shown && deleted.map((note) => <NoteEntry key={note.id} note={note} />)}
      </Stack>
    </Panel>
  );
};
