import { Badge, type MantineSize, Tooltip } from '@mantine/core';
import type { Look } from './states.ts';

/** A state in word, icon and colour; the tooltip says what it means, or why it is so. */
export const StateBadge = ({
  look,
  reason,
  size = 'md',
}: {
  look: Look;
  reason?: string | null | undefined;
  size?: MantineSize;
}) => (
  <Tooltip label={reason ?? look.help}>
    <Badge
      size={size}
      color={look.color}
      leftSection={<look.icon size={13} stroke={2} aria-hidden />}
      style={{ flexShrink: 0 }}
    >
      {look.label}
    </Badge>
  </Tooltip>
);
