import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { errorsByField, useSave } from '../../api/save.ts';
import type { TrackerRowFragment } from '../../generated/graphql.ts';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { createTrackerMutation, updateTrackerMutation } from './queries.ts';
import { TrackerFields } from './tracker-fields.tsx';
import { createInput, updateInput, useTrackerForm } from './tracker-form.ts';

export const TrackerDialog = ({
  tracker,
  companyId,
  companies,
  close,
  saved: whenSaved,
}: {
  tracker: TrackerRowFragment | null;
  companyId: string;
  companies: readonly { id: string; name: string }[];
  close: () => void;
  saved: () => void;
}) => {
  const [problem, setProblem] = useState<string | null>(null);
  const create = useSave(createTrackerMutation, (data) => data.createTracker);
  const update = useSave(updateTrackerMutation, (data) => data.updateTracker);
  const form = useTrackerForm(tracker, companyId);

  const submit = form.onSubmit(async (values) => {
    const saved = tracker
      ? await update.save({ input: updateInput(tracker.id, values) })
      : await create.save({ input: createInput(values) });
    if (saved.ok) {
      notifications.show({ message: tracker ? 'Saved.' : `${values.name} is ready to take calls.` });
      whenSaved();
      close();
      return;
    }
    const { fields, rest } = errorsByField(saved.errors, [...Object.keys(values), 'addNumbers']);
    // An error about one of several numbers is shown at the field that holds them all.
    const merged = Object.entries(fields).map(([path, message]) => {
      const name = path.split('.')[0] ?? path;
      return [name === 'addNumbers' ? 'numbers' : name, message] as const;
    });
    form.setErrors(Object.fromEntries(merged));
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
      <TrackerFields form={form} tracker={tracker} companies={companies} />
    </FormDialog>
  );
};
