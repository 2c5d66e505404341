import { Alert, Button, type ButtonProps, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';

/** A button that asks first. `act` answers with what went wrong, or null. */
export const ConfirmButton = ({
  title,
  question,
  confirm,
  act,
  children,
  ...button
}: {
  title: string;
  question: ReactNode;
  confirm: string;
  act: () => Promise<string | null>;
  children: ReactNode;
} & ButtonProps) => {
  const [opened, { open, close }] = useDisclosure();
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const proceed = async (): Promise<void> => {
    setBusy(true);
    const failure = await act();
    setBusy(false);
    setProblem(failure);
    if (failure === null) close();
  };
  return (
    <>
      <Button {...button} onClick={open}>
        {children}
      </Button>
      <Modal opened={opened} onClose={close} title={title} centered>
        <Stack>
          <Text size="sm">{question}</Text>
          {problem && (
            <Alert role="alert" color="red">
              {problem}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={close} data-autofocus>
              Cancel
            </Button>
            <Button color="red" loading={busy} onClick={() => void proceed()}>
              {confirm}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
};
