import { Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import { errorsByField, useSave } from '../../api/save.ts';
import type { IntegrationCardFragment, LinkedAccountRowFragment } from '../../generated/graphql.ts';
import { missingValues, startValues, submittedValues } from '../../parts/field-values.ts';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { FormFields } from '../../parts/form-fields.tsx';
import { rememberSignIn } from './begun-sign-ins.ts';
import { connectMutation } from './queries.ts';
import { renewedWords } from './sign-in-outcome.tsx';

const authWords: Record<IntegrationCardFragment['auth'], (name: string) => string> = {
  OAUTH2: (name) => `Next, ${name} asks you to agree. Then you come back here.`,
  SECRET: (name) => `The access is checked with ${name} at once and stored encrypted.`,
  NONE: () => 'No sign-in is needed.',
};

/** Errors of one nested object, by the names of its fields: `secrets.token` is `token` of `secrets`. */
const inside = (errors: Readonly<Record<string, string>>, part: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(errors).flatMap(([path, message]) =>
      path.startsWith(`${part}.`) ? [[path.slice(part.length + 1), message]] : [],
    ),
  );

const prefixed = (errors: Readonly<Record<string, string>>, part: string): Record<string, string> =>
  Object.fromEntries(Object.entries(errors).map(([name, message]) => [`${part}.${name}`, message]));

export const ConnectDialog = ({
  integration,
  linkedAccount,
  close,
  connected,
}: {
  integration: IntegrationCardFragment;
  linkedAccount: LinkedAccountRowFragment | null;
  close: () => void;
  connected: () => void;
}) => {
  const { settingsFields, secretFields } = integration;
  const [label, setLabel] = useState(linkedAccount?.label ?? '');
  const [settings, setSettings] = useState(() => startValues(settingsFields, linkedAccount?.settings));
  const [secrets, setSecrets] = useState(() => startValues(secretFields));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const { save, saving } = useSave(connectMutation, (data) => data.connectIntegration);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const missing = {
      ...prefixed(missingValues(settingsFields, settings), 'settings'),
      ...prefixed(missingValues(secretFields, secrets), 'secrets'),
    };
    setErrors(missing);
    setProblem(null);
    if (Object.keys(missing).length > 0) return;
    const saved = await save({
      input: {
        integration: integration.id,
        settings: submittedValues(settingsFields, settings),
        secrets: submittedValues(secretFields, secrets),
        returnTo: '/console/integrations',
        ...(label.trim() ? { label: label.trim() } : {}),
        ...(linkedAccount ? { linkedAccountId: linkedAccount.id } : {}),
      },
    });
    if (!saved.ok) {
      const { fields, rest } = errorsByField(saved.errors, ['label', 'settings', 'secrets']);
      const whole = [fields['settings'], fields['secrets'], rest].filter(Boolean).join(' ');
      setErrors(fields);
      setProblem(whole || null);
      return;
    }
    const { authorizeUrl, finishToken, renewed } = saved.payload;
    if (authorizeUrl) {
      rememberSignIn(authorizeUrl, finishToken ?? '');
      window.location.assign(authorizeUrl);
      return;
    }
    const name = saved.payload.linkedAccount?.label ?? integration.name;
    notifications.show(
      renewed
        ? { title: `${name} is connected again`, message: renewedWords }
        : { message: `${name} is connected.` },
    );
    connected();
    close();
  };

  return (
    <FormDialog
      title={`${linkedAccount ? 'Reconnect' : 'Connect'} ${integration.name}`}
      opened
      close={close}
      submit={(event) => void submit(event)}
      submitLabel={integration.auth === 'OAUTH2' ? `Continue to ${integration.name}` : 'Connect'}
      busy={saving}
      problem={problem}
    >
      <Text size="sm" c="dimmed">
        {authWords[integration.auth](integration.name)}
      </Text>
      <TextInput
        label="Label"
        description="What you call it here. Empty: its name at the other side."
        value={label}
        error={errors['label']}
        onChange={(event) => setLabel(event.currentTarget.value)}
      />
      <FormFields
        fields={settingsFields}
        values={settings}
        change={(values) => {
          setSettings(values);
          setErrors({});
        }}
        errors={inside(errors, 'settings')}
      />
      <FormFields
        fields={secretFields}
        values={secrets}
        change={(values) => {
          setSecrets(values);
          setErrors({});
        }}
        errors={inside(errors, 'secrets')}
      />
    </FormDialog>
  );
};
