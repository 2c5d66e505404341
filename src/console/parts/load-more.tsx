import { Button, Group, Text } from '@mantine/core';
import { errorWords } from '../api/error-words.ts';
import type { Pages } from '../api/pages.ts';
import { count } from './format.ts';

/** Below a list: how much of it is shown, and a way to the rest. Nothing while there is nothing. */
export const LoadMore = ({
  pages: { rows, total, hasMore, loading, more, moreError },
}: {
  pages: Pick<Pages<never, unknown>, 'rows' | 'total' | 'hasMore' | 'loading' | 'more' | 'moreError'>;
}) =>
  rows.length > 0 && (
    <Group justify="space-between" px="md" py="sm" style={{ borderTop: '1px solid var(--line)' }}>
      <Text size="sm" c="dimmed" className="numeric">
        {count(rows.length)} of {count(Math.max(total, rows.length))}
      </Text>
      {moreError && (
        <Text size="sm" c="red" role="alert">
          {errorWords(moreError)}
        </Text>
      )}
      {hasMore && (
        <Button variant="default" size="xs" loading={loading} onClick={more}>
          Load more
        </Button>
      )}
    </Group>
  );
