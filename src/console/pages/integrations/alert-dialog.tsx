import { Select, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import { errorsByField, useSave } from '../../api/save.ts';
import { type FieldValues, missingValues, startValues, submittedValues } from '../../parts/field-values.ts';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { FormFields } from '../../parts/form-fields.tsx';
import { setAlertMutation } from './queries.ts';
import type { Teller } from './tellers.ts';

const nobody = 'nobody';

/** `settings.to` is about the field `to`. */
const inSettings = (errors: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(errors).map(([path, message]) => [path.replace(/^settings\./, ''), message]),
  );

/** Chooses what tells the owner that a linked account is dead, and whom. */
export const AlertDialog = ({
  tellers,
  current,
  close,
  changed,
}: {
  tellers: readonly Teller[];
  /** What tells it now, and whom. */
  current: { readonly id: string; readonly settings: Readonly<Record<string, unknown>> } | null;
  close: () => void;
  changed: () => void;
}) => {
  const known = tellers.find(({ id }) => id === current?.id) ?? tellers[0];
  const valuesOf = (each: Teller | undefined): FieldValues =>
    startValues(each?.fields ?? [], each?.id === current?.id ? current?.settings : {});
  const [chosen, setChosen] = useState(known?.id ?? nobody);
  const [values, setValues] = useState(() => valuesOf(known));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const { save, saving } = useSave(setAlertMutation, (data) => data.setAlertLinkedAccount);
  const teller = tellers.find(({ id }) => id === chosen);
  const fields = teller?.fields ?? [];

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const missing = missingValues(fields, values);
    setErrors(missing);
    setProblem(null);
    if (Object.keys(missing).length > 0) return;
    const saved = await save({
      input: { linkedAccountId: teller?.id ?? null, settings: submittedValues(fields, values) },
    });
    if (!saved.ok) {
      const found = errorsByField(saved.errors, ['linkedAccountId', 'settings']);
      setErrors(inSettings(found.fields));
      setProblem(found.rest);
      return;
    }
    notifications.show({ message: teller ? `${teller.label} tells of it.` : 'Nobody is sent a message.' });
    changed();
    close();
  };

  return (
    <FormDialog
      title="When a linked account dies"
      opened
      close={close}
      submit={(event) => void submit(event)}
      submitLabel="Save"
      busy={saving}
      problem={problem}
    >
      <Text size="sm" c="dimmed">
        One message for each linked account that must be connected again or has not answered for long.
      </Text>
      <Select
        label="Tell through"
        allowDeselect={false}
        data={[
          ...tellers.map(({ id, label }) => ({ value: id, label })),
          { value: nobody, label: 'Nobody is sent a message' },
        ]}
        value={chosen}
        error={errors['linkedAccountId']}
        onChange={(next) => {
          if (!next) return;
          setChosen(next);
          setErrors({});
          setValues(valuesOf(tellers.find(({ id }) => id === next)));
        }}
      />
      <FormFields fields={fields} values={values} errors={errors} change={setValues} />
    </FormDialog>
  );
};
