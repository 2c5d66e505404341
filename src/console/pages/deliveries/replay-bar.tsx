import { Button, Group, Text } from '@mantine/core';
import { allErrors, useSave } from '../../api/save.ts';
import type { ReplayDeliveriesInput, RunProgressFragment } from '../../generated/graphql.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { plural } from '../../parts/format.ts';
import { replayMutation } from './queries.ts';

const mostIds = 1_000;

/** What can be done with chosen deliveries, or with all that the filter finds. */
export const ReplayBar = ({
  chosen,
  shown,
  total,
  all,
  choose,
  started,
}: {
  chosen: readonly string[];
  /** Ids on the screen. */
  shown: readonly string[];
  total: number;
  /** Asks for everything the filter finds; null where no filter is set. */
  all: ReplayDeliveriesInput['filter'] | null;
  choose: (ids: readonly string[]) => void;
  started: (run: RunProgressFragment | null) => void;
}) => {
  const { save } = useSave(replayMutation, (data) => data.replayDeliveries);
  const everyOne = all !== null && chosen.length === shown.length && total > shown.length;
  const replay = async (input: ReplayDeliveriesInput): Promise<string | null> => {
    const saved = await save({ input });
    if (!saved.ok) return allErrors(saved.errors);
    choose([]);
    started(saved.payload.run ?? null);
    return null;
  };
  const question =
    'Each goes out with the call as it stands now, under the key the vendor knows, so that it still counts once. What is on its way, was taken back or has a newer version is left alone.';
  return (
    <Group
      gap="sm"
      px="md"
      py="sm"
      role="group"
      aria-label="Chosen deliveries"
      style={{ borderBottom: '1px solid var(--line)', background: 'var(--hover)' }}
    >
      <Text size="sm" fw={600} role="status">
        {chosen.length} chosen
      </Text>
      <ConfirmButton
        size="xs"
        disabled={chosen.length > mostIds}
        title={`Send ${plural(chosen.length, 'delivery', 'deliveries')} again?`}
        question={question}
        confirm="Send again"
        act={() => replay({ ids: [...chosen] })}
      >
        Send again…
      </ConfirmButton>
      {everyOne && (
        <ConfirmButton
          size="xs"
          variant="default"
          title={`Send all ${total} again?`}
          question={question}
          confirm="Send again"
          act={() => replay({ filter: all })}
        >
          {`Send all ${total} again…`}
        </ConfirmButton>
      )}
      <Button size="xs" variant="subtle" onClick={() => choose(shown)}>
        Choose all shown
      </Button>
      <Button size="xs" variant="subtle" onClick={() => choose([])}>
        Choose none
      </Button>
    </Group>
  );
};
