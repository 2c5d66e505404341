import { Chip, Group, Input, SegmentedControl, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useQuery } from 'urql';
import type { UserError } from '../../api/save.ts';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { formErrors } from '../../parts/form-errors.ts';
import { filterOptionsQuery } from './queries.ts';

/** More than these are searched instead of read. */
const manyTags = 12;

/** Which tags go on or come off. `apply` answers with what went wrong. */
export const TagDialog = ({
  what,
  warning,
  close,
  apply,
}: {
  /** The calls in words: `3 calls`. */
  what: string;
  warning: string | null;
  close: () => void;
  apply: (tagIds: string[], add: boolean) => Promise<readonly UserError[]>;
}) => {
  const [{ data }] = useQuery({ query: filterOptionsQuery });
  const [tagIds, setTagIds] = useState<string[]>([]);
  const [add, setAdd] = useState(true);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [find, setFind] = useState('');
  const tags = data?.tags.nodes ?? [];
  const shown = tags.filter(
    ({ id, name }) => tagIds.includes(id) || name.toLowerCase().includes(find.trim().toLowerCase()),
  );
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (tagIds.length === 0) return setError('Choose at least one tag.');
    setBusy(true);
    const errors = await apply(tagIds, add);
    setBusy(false);
    const { fields, rest } = formErrors(errors, ['tagIds']);
    setError(fields['tagIds'] ?? null);
    setProblem(rest);
    if (errors.length === 0) close();
  };
  return (
    <FormDialog
      title={`Tag ${what}`}
      opened
      close={close}
      submit={(event) => void submit(event)}
      submitLabel={add ? 'Add tags' : 'Remove tags'}
      busy={busy}
      problem={problem}
    >
      {warning && (
        <Text size="sm" c="dimmed">
          {warning}
        </Text>
      )}
      <SegmentedControl
        aria-label="What happens to the tags"
        fullWidth
        value={add ? 'add' : 'remove'}
        onChange={(value) => setAdd(value === 'add')}
        data={[
          { value: 'add', label: 'Add' },
          { value: 'remove', label: 'Remove' },
        ]}
      />
      {tags.length > manyTags && (
        <TextInput
          aria-label="Find a tag"
          placeholder="Find a tag"
          type="search"
          value={find}
          onChange={(event) => setFind(event.currentTarget.value)}
        />
      )}
      <Input.Wrapper label="Tags" labelElement="div" error={error}>
        <Chip.Group
          multiple
          value={tagIds}
          onChange={(next) => {
            setTagIds(next);
            setError(null);
          }}
        >
          <Group gap="xs" my={6}>
            {shown.map(({ id, name }) => (
              <Chip key={id} value={id} variant="outline">
                {name}
              </Chip>
            ))}
            {data && shown.length === 0 && (
              <Text size="sm" c="dimmed">
                {find ? 'No such tag.' : 'There are no tags yet. Make one in the settings.'}
              </Text>
            )}
          </Group>
        </Chip.Group>
      </Input.Wrapper>
    </FormDialog>
  );
};
