import { Alert, Button, Group, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Saved } from '../../api/save.ts';
import { formErrors } from '../../parts/form-errors.ts';

/** Writes a note, a new one or over an old one. Control or Command and Enter saves. */
export const NoteForm = ({
  label,
  start = '',
  submitLabel,
  saving,
  save,
  cancel,
}: {
  label: string;
  start?: string;
  submitLabel: string;
  saving: boolean;
  save: (text: string) => Promise<Saved<unknown>>;
  /** Offered when there is something to go back to. */
  cancel?: () => void;
}) => {
  const [text, setText] = useState(start);
  const [error, setError] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const ready = text.trim() !== '' && text !== start;
  const submit = async (): Promise<void> => {
    if (!ready || saving) return;
    const saved = await save(text.trim());
    if (saved.ok) setText(start);
    const { fields, rest } = formErrors(saved.ok ? [] : saved.errors, ['text']);
    setError(fields['text'] ?? null);
    setProblem(rest);
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Stack gap="xs">
        <Textarea
          aria-label={label}
          placeholder="What was it about?"
          autosize
          minRows={2}
          maxRows={12}
          {...(cancel ? { 'data-autofocus': true, autoFocus: true } : {})}
          value={text}
          error={error}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) void submit();
            if (event.key === 'Escape') cancel?.();
          }}
        />
        {problem && (
          <Alert color="red" role="alert">
            {problem}
          </Alert>
        )}
        {(cancel || text !== '') && (
          <Group justify="flex-end" gap="xs">
            {cancel && (
              <Button size="xs" variant="default" onClick={cancel}>
                Cancel
              </Button>
            )}
            <Button type="submit" size="xs" loading={saving} disabled={!ready}>
              {submitLabel}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
};
