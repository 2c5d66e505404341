import { Text } from '@mantine/core';
import { CopyButton } from '../../parts/copy-button.tsx';
import { Ago } from '../../parts/when.tsx';

/** The id of a click, how old it is, and a way to copy it. */
export const ClickFact = ({
  click: { name, id, at },
}: {
  click: { name: string; id: string; at: string };
}) => (
  <>
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 4, maxWidth: '100%' }}>
      <Text span ff="monospace" size="xs" truncate>
        {id}
      </Text>
      <CopyButton value={id} label={`Copy ${name}`} />
    </span>
    <Text size="xs" c="dimmed" component="div">
      clicked <Ago at={at} />
    </Text>
  </>
);
