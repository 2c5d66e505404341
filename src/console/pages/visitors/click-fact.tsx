import { Text } from '@mantine/core';
import { CopyButton } from '../../parts/copy-button.tsx';
import { Ago } from '../../parts/when.tsx';

/** The id of a click, how old it is, and a way to copy it. */
export const ClickFact = ({
  click: { name, clickId, at },
}: {
  click: { name: string; clickId: string; at: string };
}) => (
  <>
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 4, maxWidth: '100%' }}>
      <Text span ff="monospace" size="xs" truncate>
        {clickId}
      </Text>
      <CopyButton value={clickId} label={`Copy ${name}`} />
    </span>
    <Text size="xs" c="dimmed" component="div">
      clicked <Ago at={at} />
    </Text>
  </>
);
