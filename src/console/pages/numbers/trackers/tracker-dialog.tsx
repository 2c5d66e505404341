import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useSave } from '../../../api/save.ts';
import type { TrackerRowFragment } from '../../../generated/graphql.ts';
import { FormDialog } from '../../../parts/form-dialog.tsx';
import { formErrors } from '../../../parts/form-errors.ts';
import { createTrackerMutation, updateTrackerMutation } from './queries.ts';
import { TrackerFields } from './tracker-fields.tsx';
import { useTrackerForm } from './tracker-form.ts';
import { createInput, updateInput } from './tracker-input.ts';

/** The server's fields that stand in the form under another name. */
const shownAs: Readonly<Record<string, string>> = {
  addNumbers: 'numbers',
  leaseSeconds: 'leaseMinutes',
  graceSeconds: 'graceMinutes',
  cooldownSeconds: 'cooldownMinutes',
  isDefault: 'audience',
};

export const TrackerDialog = ({
  tracker,
  companyId,
  close,
  saved: whenSaved,
}: {
  tracker: TrackerRowFragment | null;
  companyId: string;
  close: () => void;
  saved: () => void;
}) => {
  const [problem, setProblem] = useState<string | null>(null);
  const create = useSave(createTrackerMutation, (data) => data.createTracker);
  const update = useSave(updateTrackerMutation, (data) => data.updateTracker);
  const form = useTrackerForm(tracker);

  const submit = form.onSubmit(async (values) => {
    const saved = tracker
      ? await update.save({ input: updateInput(tracker, values) })
      : await create.save({ input: createInput(companyId, values) });
    if (saved.ok) {
      notifications.show({ message: tracker ? 'Saved.' : `${values.name} is ready to take calls.` });
      whenSaved();
      close();
      return;
    }
    const { fields, rest } = formErrors(saved.errors, [...Object.keys(values), ...Object.keys(shownAs)]);
    const shown = Object.entries(fields).map(([name, message]) => [shownAs[name] ?? name, message] as const);
    form.setErrors(Object.fromEntries(shown));
    setProblem(rest);
  });

  return (
    <FormDialog
      title={tracker ? `Edit ${tracker.name}` : 'New tracker'}
      opened
      close={close}
      submit={submit}
      submitLabel={tracker ? 'Save' : 'Create'}
      busy={create.saving || update.saving}
      problem={problem}
    >
      <TrackerFields form={form} tracker={tracker} />
    </FormDialog>
  );
};
