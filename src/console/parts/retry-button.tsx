import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconRefresh } from '@tabler/icons-react';
import { useSave } from '../api/save.ts';
import { useMay } from '../api/viewer.tsx';
import type { DeliveryState } from '../generated/graphql.ts';
import { graphql } from '../generated/index.ts';
import { settle } from './not-changed.ts';
import { retryable } from './states.ts';

const retryDelivery = graphql(`
  mutation RetryDelivery($id: ID!) {
    retryDelivery(input: { id: $id }) {
      delivery { id state reason }
      userErrors { code message field }
    }
  }
`);

/** Sends a delivery again, where that makes sense and the key may. */
export const RetryButton = ({ id, state }: { id: string; state: DeliveryState }) => {
  const { write } = useMay();
  const { save, saving } = useSave(retryDelivery, (data) => data.retryDelivery);
  if (!write || !retryable.includes(state)) return null;
  const retry = async (): Promise<void> => {
    const said = (): string => notifications.show({ message: 'It will be sent again in a moment.' });
    settle(await save({ id }), said, 'Not sent again');
  };
  return (
    <Button
      size="xs"
      variant="light"
      loading={saving}
      leftSection={<IconRefresh size={14} aria-hidden />}
      onClick={() => void retry()}
    >
      Retry
    </Button>
  );
};
