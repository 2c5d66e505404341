import { Button, Group, Text } from '@mantine/core';
import { count } from './format.ts';

export const LoadMore = ({
  shown,
  total,
  hasMore,
  loading,
  more,
}: {
  shown: number;
  total: number;
  hasMore: boolean;
  loading: boolean;
  more: () => void;
}) => (
  <Group justify="space-between" px="md" py="sm" style={{ borderTop: '1px solid var(--line)' }}>
    <Text size="sm" c="dimmed" className="numeric">
      {count(shown)} of {count(Math.max(total, shown))}
    </Text>
    {hasMore && (
      <Button variant="default" size="xs" loading={loading} onClick={more}>
        Load more
      </Button>
    )}
  </Group>
);
