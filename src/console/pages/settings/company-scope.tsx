import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { useQuery } from 'urql';
import { companyNamesQuery } from './queries.ts';

/** Whose something is; nothing chosen is every company. Not worth asking while there is only one. */
export const CompanyScope = ({
  description,
  value,
  change,
  error,
}: {
  description: string;
  value: string | null;
  change: (companyId: string | null) => void;
  error?: ReactNode;
}) => {
  const [{ data }] = useQuery({ query: companyNamesQuery });
  const companies = data?.companies.nodes ?? [];
  if (companies.length < 2 && value === null) return null;
  return (
    <Select
      label="Company"
      description={description}
      placeholder="Every company"
      clearable
      searchable={companies.length > 8}
      data={companies.map(({ id, name }) => ({ value: id, label: name }))}
      value={value}
      error={error}
      onChange={change}
    />
  );
};
