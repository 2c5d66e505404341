import {
  ActionIcon,
  Alert,
  Button,
  type ButtonProps,
  Group,
  Modal,
  Stack,
  Text,
  Tooltip,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';

interface Asked {
  readonly title: string;
  readonly question: ReactNode;
  readonly confirm: string;
  /** Answers with what went wrong, or null. */
  readonly act: () => Promise<string | null>;
}

const Confirmation = ({
  title,
  question,
  confirm,
  act,
  trigger,
}: Asked & { trigger: (open: () => void) => ReactNode }) => {
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
      {trigger(() => {
        setProblem(null);
        open();
      })}
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

/** A button that asks first. */
export const ConfirmButton = ({
  title,
  question,
  confirm,
  act,
  children,
  ...button
}: Asked & { children: ReactNode } & ButtonProps) => (
  <Confirmation
    title={title}
    question={question}
    confirm={confirm}
    act={act}
    trigger={(open) => (
      <Button {...button} onClick={open}>
        {children}
      </Button>
    )}
  />
);

/** The same as a small icon. */
export const ConfirmIcon = ({ label, icon, ...asked }: Asked & { label: string; icon: ReactNode }) => (
  <Confirmation
    {...asked}
    trigger={(open) => (
      <Tooltip label={label}>
        <ActionIcon variant="subtle" color="gray" size="sm" aria-label={label} onClick={open}>
          {icon}
        </ActionIcon>
      </Tooltip>
    )}
  />
);
