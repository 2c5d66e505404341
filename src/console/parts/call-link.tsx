import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { BriefCallFragment } from '../generated/graphql.ts';
import { callerTitle } from './caller-words.ts';
import { Ago } from './when.tsx';

/** A past call in one line; one that was deleted meanwhile has no page. */
export const CallLink = ({ call }: { call: BriefCallFragment | null | undefined }) =>
  call ? (
    <>
      <Anchor component={Link} to={`/calls/${call.id}`} size="sm">
        {callerTitle(call)}
      </Anchor>{' '}
      <Text span size="xs" c="dimmed">
        {[call.source, call.medium].filter(Boolean).join(' / ')} · <Ago at={call.startedAt} />
      </Text>
    </>
  ) : (
    <Text span size="sm" c="dimmed">
      A call that is gone
    </Text>
  );
