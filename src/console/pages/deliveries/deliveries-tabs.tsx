import { Tabs } from '@mantine/core';
import { useNavigate } from 'react-router';

/** Deliveries one by one, or counted by place and day. */
export const DeliveriesTabs = ({ shown }: { shown: 'each' | 'conversions' }) => {
  const go = useNavigate();
  return (
    <Tabs
      value={shown}
      mb="md"
      onChange={(tab) => void go(tab === 'conversions' ? '/deliveries/conversions' : '/deliveries')}
    >
      <Tabs.List aria-label="Deliveries">
        <Tabs.Tab value="each">One by one</Tabs.Tab>
        <Tabs.Tab value="conversions">Reconciliation</Tabs.Tab>
      </Tabs.List>
    </Tabs>
  );
};
