import { Badge, Button, Group, Stack, Switch, Text } from '@mantine/core';
import { IconBolt, IconPlus } from '@tabler/icons-react';
import { Link } from 'react-router';
import { usePages } from '../../api/pages.ts';
import { useSave } from '../../api/save.ts';
import { useMay } from '../../api/viewer.tsx';
import type { AutomationsQuery } from '../../generated/graphql.ts';
import { LoadMore } from '../../parts/load-more.tsx';
import { settle } from '../../parts/not-changed.ts';
import { Nothing, Problem, RowSkeletons } from '../../parts/outcomes.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { Panel } from '../../parts/panel.tsx';
import classes from './automations.module.css';
import { automationsQuery, updateAutomationMutation } from './queries.ts';

type Row = AutomationsQuery['automations']['nodes'][number];

const AutomationRow = ({ automation, changed }: { automation: Row; changed: (enabled: boolean) => void }) => {
  const { write, writeShared } = useMay();
  const { save, saving } = useSave(updateAutomationMutation, (data) => data.updateAutomation);
  const toggle = async (enabled: boolean): Promise<void> => {
    settle(await save({ input: { id: automation.id, enabled } }), () => changed(enabled));
  };
  return (
    <Group className={classes['row'] ?? ''} wrap="nowrap" align="flex-start" gap="md">
      <Stack gap={3} style={{ flex: 1, minWidth: 0 }}>
        <Group gap={8}>
          <Link to={`/automations/${automation.id}`} className={`row-link ${classes['name']}`}>
            {automation.name}
          </Link>
          {automation.company && (
            <Badge size="sm" color="gray">
              {automation.company.name}
            </Badge>
          )}
        </Group>
        <Text size="sm">
          <Text span c="dimmed" inherit>
            {automation.triggerText}:
          </Text>{' '}
          {automation.filterText}
        </Text>
        <Text size="sm">
          <Text span c="dimmed" inherit>
            Then:
          </Text>{' '}
          {automation.actions
            .map(({ title, linkedAccount }) => (linkedAccount ? `${title} (${linkedAccount.label})` : title))
            .join(', ')}
        </Text>
      </Stack>
      <Stack gap={4} align="flex-end" style={{ position: 'relative', zIndex: 1 }}>
        <Switch
          aria-label={`${automation.name} switched on`}
          checked={automation.enabled}
          disabled={!(automation.company ? write : writeShared) || saving}
          onChange={(event) => void toggle(event.currentTarget.checked)}
        />
        <Text size="xs" c="dimmed">
          {automation.enabled ? '' : 'Off · '}Version {automation.version}
        </Text>
      </Stack>
    </Group>
  );
};

export const AutomationsPage = () => {
  const { write } = useMay();
  const pages = usePages(automationsQuery, {}, ({ automations }) => automations);
  const add = write && (
    <Button component={Link} to="/automations/new" leftSection={<IconPlus size={16} aria-hidden />}>
      New automation
    </Button>
  );
  return (
    <>
      <PageHeader title="Automations" hint="Which calls are tagged, judged and sent where.">
        {add}
      </PageHeader>
      {pages.error && <Problem error={pages.error} again={pages.reload} />}
      {!pages.error && (
        <Panel flush>
          {pages.rows.map((automation) => (
            <AutomationRow
              key={automation.id}
              automation={automation}
              changed={(enabled) =>
                pages.patch((rows) =>
                  rows.map((row) => (row.id === automation.id ? { ...row, enabled } : row)),
                )
              }
            />
          ))}
          {pages.rows.length === 0 &&
            (pages.loading ? (
              <RowSkeletons rows={4} height={64} />
            ) : (
              <Nothing icon={<IconBolt aria-hidden />} title="No automation yet" action={add}>
                For example: when a first-time caller talks for more than a minute, tag the call and tell the
                ad platform.
              </Nothing>
            ))}
          {pages.hasMore && <LoadMore pages={pages} />}
        </Panel>
      )}
    </>
  );
};
