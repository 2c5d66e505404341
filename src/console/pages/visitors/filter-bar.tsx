import { Group, Select, Switch, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { visitorCompaniesQuery } from './queries.ts';
import { channels } from './visitor-query.ts';
import { channelWords } from './visitor-words.ts';

const channelChoices = channels.map((value) => ({ value, label: channelWords(value) }));

/** Writes what is chosen into the page's address. */
export const FilterBar = () => {
  const [search, setSearch] = useSearchParams();
  const [{ data }] = useQuery({ query: visitorCompaniesQuery });
  const companies = data?.companies.nodes ?? [];
  const change = (name: string, value: string | null): void =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  const find = useDebouncedCallback((text: string) => change('search', text), 300);
  return (
    <Group gap="xs" mb="md">
      <TextInput
        aria-label="Search"
        placeholder="Name, e-mail, phone, own id"
        leftSection={<IconSearch size={16} aria-hidden />}
        w={{ base: '100%', xs: 250 }}
        defaultValue={search.get('search') ?? ''}
        onChange={(event) => find(event.currentTarget.value)}
      />
      <Select
        aria-label="Channel"
        placeholder="Every channel"
        clearable
        w={{ base: 'calc(50% - 5px)', xs: 160 }}
        data={channelChoices}
        value={search.get('channel')}
        onChange={(value) => change('channel', value)}
      />
      {companies.length > 1 && (
        <Select
          aria-label="Company"
          placeholder="Every company"
          clearable
          searchable={companies.length > 8}
          w={{ base: 'calc(50% - 5px)', xs: 200 }}
          data={companies.map(({ id, name }) => ({ value: id, label: name }))}
          value={search.get('company')}
          onChange={(value) => change('company', value)}
        />
      )}
      <Switch
        label="Open now"
        checked={search.get('open') !== null}
        onChange={(event) => change('open', event.currentTarget.checked ? 'now' : null)}
      />
    </Group>
  );
};
