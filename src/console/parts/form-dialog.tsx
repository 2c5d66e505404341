import { Alert, Button, Group, Modal, Stack } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { useIsPhone } from './phone-screen.ts';

/** A form in a dialog; the whole screen on a phone. */
export const FormDialog = ({
  title,
  opened,
  close,
  submit,
  submitLabel,
  busy,
  problem,
  grave = false,
  size = 'lg',
  children,
}: {
  title: string;
  opened: boolean;
  close: () => void;
  submit: (event: FormEvent<HTMLFormElement>) => void;
  submitLabel: string;
  busy: boolean;
  problem: string | null;
  /** What it does cannot be taken back. */
  grave?: boolean;
  size?: 'lg' | 'xl';
  children: ReactNode;
}) => {
  const phone = useIsPhone();
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={title}
      size={size}
      fullScreen={phone}
      radius={phone ? 0 : 'lg'}
    >
      <form onSubmit={submit} noValidate>
        <Stack>
          {children}
          {problem && (
            <Alert role="alert" color="red">
              {problem}
            </Alert>
          )}
          <Group justify="flex-end" mt="xs">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" loading={busy} {...(grave ? { color: 'red' } : {})}>
              {submitLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
};
