import { CloseButton, Code, Group } from '@mantine/core';
import type { Kept } from './tree.ts';

/** A condition that came through the API and has no controls here: shown as it is, kept or removed. */
export const KeptRow = ({ kept, remove }: { kept: Kept; remove: () => void }) => (
  <Group wrap="nowrap" align="flex-start" gap="xs">
    <Code style={{ flex: 1, padding: 8 }}>{JSON.stringify(kept.filter)}</Code>
    <CloseButton mt={4} aria-label="Remove this condition" onClick={remove} />
  </Group>
);
