import { Badge } from '@mantine/core';
import type { ReactNode } from 'react';

/** A tag with its colour as a dot, so that its name keeps its contrast whatever the colour is. */
export const TagBadge = ({ tag, action }: { tag: { name: string; color: string }; action?: ReactNode }) => (
  <Badge
    variant="default"
    size="md"
    maw={160}
    leftSection={
      <span
        aria-hidden
        style={{ display: 'block', width: 8, height: 8, borderRadius: 4, background: tag.color }}
      />
    }
    rightSection={action}
  >
    {tag.name}
  </Badge>
);
