import { Badge } from '@mantine/core';
import type { ReactNode } from 'react';
import { tagPaint } from './tag-colors.ts';

export const TagDot = ({ color }: { color: string }) => (
  <span
    aria-hidden
    style={{
      display: 'block',
      flexShrink: 0,
      width: 8,
      height: 8,
      borderRadius: 4,
      background: tagPaint(color),
    }}
  />
);

/** A tag with its colour as a dot, so that its name keeps its contrast whatever the colour is. */
export const TagBadge = ({ tag, action }: { tag: { name: string; color: string }; action?: ReactNode }) => (
  <Badge
    variant="default"
    size="md"
    maw={160}
    leftSection={<TagDot color={tag.color} />}
    rightSection={action}
  >
    {tag.name}
  </Badge>
);
