import { Alert, Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBellRinging } from '@tabler/icons-react';
import { useMay } from '../../api/viewer.tsx';
import type { IntegrationsQuery } from '../../generated/graphql.ts';
import { Panel } from '../../parts/panel.tsx';
import { AlertDialog } from './alert-dialog.tsx';
import { tellers } from './tellers.ts';

/** Who hears of it when a linked account does not work any more. */
export const AlertPanel = ({ data, changed }: { data: IntegrationsQuery; changed: () => void }) => {
  const { admin } = useMay();
  const [opened, { open, close }] = useDisclosure();
  const possible = tellers(data);
  const { alertLinkedAccount, alertSettings } = data.viewer.account;
  const teller = alertLinkedAccount ?? null;
  const offer = admin && (possible.length > 0 || teller);
  return (
    <Panel
      title="When a linked account dies"
      mb="lg"
      actions={
        offer && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconBellRinging size={14} aria-hidden />}
            onClick={open}
          >
            {teller ? 'Change' : 'Choose who is told'}
          </Button>
        )
      }
    >
      <Text size="sm">
        {teller
          ? `A message goes out once through ${teller.label}, and again only after it worked in between.`
          : 'It shows here and in the audit log. Nobody is sent a message.'}
      </Text>
      {!teller && possible.length === 0 && (
        <Text size="sm" c="dimmed">
          Connect something below that sends messages, such as e-mail, to be told.
        </Text>
      )}
      {teller && teller.state !== 'ACTIVE' && (
        <Alert color="orange" mt="sm">
          {teller.label} does not work itself, so nobody would be told.
        </Alert>
      )}
      {opened && (
        <AlertDialog
          tellers={possible}
          current={teller && { id: teller.id, settings: alertSettings ?? {} }}
          close={close}
          changed={changed}
        />
      )}
    </Panel>
  );
};
