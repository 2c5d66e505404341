import { DataList } from '@mantine/core';
import type { ReactNode } from 'react';

export type Fact = readonly [label: string, value: ReactNode];

/** Labels and values; a fact without a value is left out. */
export const Facts = ({ facts, labelWidth = 108 }: { facts: readonly Fact[]; labelWidth?: number }) => (
  <DataList size="sm" gap={8} labelWidth={labelWidth}>
    {facts
      .filter(([, value]) => value !== null && value !== undefined && value !== '')
      .map(([label, value]) => (
        <DataList.Item key={label}>
          <DataList.ItemLabel>{label}</DataList.ItemLabel>
          <DataList.ItemValue style={{ overflowWrap: 'anywhere', minWidth: 0 }}>{value}</DataList.ItemValue>
        </DataList.Item>
      ))}
  </DataList>
);
