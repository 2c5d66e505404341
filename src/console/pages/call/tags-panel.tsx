import { Alert, Anchor, CloseButton, Group, Select, Stack, Text } from '@mantine/core';
import { IconTag } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { failureOf, type Saved, useSave } from '../../api/save.ts';
import { useMay } from '../../api/viewer.tsx';
import { Panel } from '../../parts/panel.tsx';
import { TagBadge } from '../../parts/tag-badge.tsx';
import type { Call } from './call.ts';
import { tagCallMutation, tagChoicesQuery, untagCallMutation } from './queries.ts';

export const TagsPanel = ({ call }: { call: Call }) => {
  const { write } = useMay();
  const [{ data }] = useQuery({ query: tagChoicesQuery, pause: !write });
  const tag = useSave(tagCallMutation, ({ tagCalls }) => tagCalls);
  const untag = useSave(untagCallMutation, ({ untagCalls }) => untagCalls);
  const [problem, setProblem] = useState<string | null>(null);
  const settle = (saved: Saved<unknown>): void => setProblem(failureOf(saved));
  const input = (tagId: string) => ({ input: { callIds: [call.id], tagIds: [tagId] } });
  const carried = new Set(call.tags.map(({ id }) => id));
  const choices = (data?.tags.nodes ?? []).filter(
    ({ id, company }) => !carried.has(id) && (!company || company.id === call.company.id),
  );
  const busy = tag.saving || untag.saving;

  return (
    <Panel title="Tags">
      <Stack gap="sm">
        {call.tags.length > 0 && (
          <Group gap={6}>
            {call.tags.map((each) => (
              <TagBadge
                key={each.id}
                tag={each}
                action={
                  write && (
                    <CloseButton
                      size={16}
                      disabled={busy}
                      aria-label={`Remove the tag ${each.name}`}
                      onClick={() => void untag.save(input(each.id)).then(settle)}
                    />
                  )
                }
              />
            ))}
          </Group>
        )}
        {call.tags.length === 0 && !write && (
          <Text size="sm" c="dimmed">
            None
          </Text>
        )}
        {write && data?.tags.nodes.length === 0 && (
          <Text size="sm" c="dimmed">
            There are no tags yet.{' '}
            <Anchor component={Link} inherit to="/settings/tags">
              Make one
            </Anchor>
          </Text>
        )}
        {write && choices.length > 0 && (
          <Select
            aria-label="Add a tag"
            placeholder="Add a tag"
            leftSection={<IconTag size={15} aria-hidden />}
            searchable
            disabled={busy}
            value={null}
            data={choices.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(id) => {
              if (id) void tag.save(input(id)).then(settle);
            }}
          />
        )}
        {problem && (
          <Alert color="red" role="alert">
            {problem}
          </Alert>
        )}
      </Stack>
    </Panel>
  );
};
