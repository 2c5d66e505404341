import { Group, Progress, Text } from '@mantine/core';
import type { PoolUseRowFragment } from '../../../generated/graphql.ts';
import { count, plural } from '../../../parts/format.ts';

/** Share of free numbers below which the next few visitors may go without. */
const shortShare = 0.1;

type Shortage = 'EXHAUSTED' | 'SHORT' | null;

const shortageOf = ({ numbers, free }: PoolUseRowFragment): Shortage =>
  free <= 0 ? 'EXHAUSTED' : free / numbers < shortShare ? 'SHORT' : null;

/** How much of a pool is with visitors now, and a word of warning before it is all of it. */
export const UseBar = ({ use, overflow }: { use: PoolUseRowFragment; overflow: string | null }) => {
  const shortage = shortageOf(use);
  const share = (part: number): number => (part / Math.max(1, use.numbers)) * 100;
  return (
    <div style={{ maxWidth: 420 }}>
      <Progress.Root size={6} aria-hidden>
        <Progress.Section value={share(use.held)} color={shortage ? 'orange' : 'teal'} />
        <Progress.Section value={share(use.resting)} color="gray.5" />
      </Progress.Root>
      <Group gap={4} mt={4}>
        <Text size="xs" c="dimmed" className="numeric">
          {count(use.held)} with visitors, {count(use.resting)} at rest, {count(use.free)} free of{' '}
          {plural(use.numbers, 'number')}
        </Text>
      </Group>
      {shortage && (
        <Text size="xs" fw={550} c="var(--mantine-color-orange-text)" role="status">
          {shortage === 'EXHAUSTED'
            ? `Every number is taken: visitors see ${overflow ? 'the overflow number' : 'the page’s own number'} until one is free.`
            : 'Nearly every number is taken: the next visitors may see none of their own.'}
        </Text>
      )}
    </div>
  );
};
