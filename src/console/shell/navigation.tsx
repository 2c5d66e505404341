import { ActionIcon, AppShell, Group, Stack, Text, Tooltip, useMantineColorScheme } from '@mantine/core';
import {
  IconAddressBook,
  IconBolt,
  IconChartBar,
  IconLogout,
  IconMoon,
  IconPhone,
  IconPlug,
  IconSend,
  IconSettings,
  IconSun,
  IconWorld,
} from '@tabler/icons-react';
import { NavLink } from 'react-router';
import { signOut } from '../api/session.ts';
import { useMay, useViewer } from '../api/viewer.tsx';
import { Mark } from './mark.tsx';
import classes from './shell.module.css';

const places = [
  { to: '/', label: 'Calls', icon: IconPhone },
  { to: '/visitors', label: 'Visitors', icon: IconWorld },
  { to: '/deliveries', label: 'Deliveries', icon: IconSend },
  { to: '/reports', label: 'Reports', icon: IconChartBar },
  { to: '/numbers', label: 'Numbers', icon: IconAddressBook },
  { to: '/automations', label: 'Automations', icon: IconBolt },
  { to: '/integrations', label: 'Integrations', icon: IconPlug },
  { to: '/settings', label: 'Settings', icon: IconSettings },
] as const;

const SchemeToggle = () => {
  const { toggleColorScheme } = useMantineColorScheme();
  return (
    <Tooltip label="Light or dark">
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        onClick={toggleColorScheme}
        aria-label="Switch between light and dark"
      >
        <IconSun size={18} className="mantine-light-hidden" aria-hidden />
        <IconMoon size={18} className="mantine-dark-hidden" aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
};

export const Navigation = () => {
  const { account, apiKey } = useViewer();
  const { write } = useMay();
  return (
    <>
      <AppShell.Section p="md" pb="sm" visibleFrom="sm">
        <Mark />
      </AppShell.Section>
      <AppShell.Section grow component="nav" aria-label="Main" px="xs" py="xs">
        <Stack gap={2}>
          {places.map(({ to, label, icon: Icon }) => (
            <NavLink key={to} to={to} end={to === '/'} className={classes['link'] ?? ''}>
              <Icon size={18} stroke={1.8} aria-hidden />
              {label}
            </NavLink>
          ))}
        </Stack>
      </AppShell.Section>
      <AppShell.Section p="md" style={{ borderTop: '1px solid var(--line)' }}>
        <Group justify="space-between" wrap="nowrap" gap={4}>
          <Stack gap={0} style={{ minWidth: 0 }}>
            <Text size="sm" fw={600} truncate>
              {account.name}
            </Text>
            <Text size="xs" c="dimmed" truncate title={`Key ${apiKey.prefix}…`}>
              {write ? apiKey.name : `${apiKey.name} (read only)`}
            </Text>
            {apiKey.companies && (
              <Text size="xs" c="dimmed" truncate title={apiKey.companies.map(({ name }) => name).join(', ')}>
                Only {apiKey.companies.map(({ name }) => name).join(', ')}
              </Text>
            )}
          </Stack>
          <Group gap={0} wrap="nowrap">
            <SchemeToggle />
            <Tooltip label="Sign out">
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label="Sign out"
                onClick={() => signOut()}
              >
                <IconLogout size={18} aria-hidden />
              </ActionIcon>
            </Tooltip>
          </Group>
        </Group>
      </AppShell.Section>
    </>
  );
};
