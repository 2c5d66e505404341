import { SimpleGrid } from '@mantine/core';
import type { NumbersCompanyFragment } from '../../../generated/graphql.ts';
import { ChannelTable } from './channel-table.tsx';
import { Classify } from './classify.tsx';

/** The company's own word on where visitors come from, and what an address counts as today. */
export const ChannelsView = ({ company }: { company: NumbersCompanyFragment }) => (
  <SimpleGrid cols={{ base: 1, md: 2 }} style={{ alignItems: 'start' }}>
    <ChannelTable company={company} />
    <Classify company={company} />
  </SimpleGrid>
);
