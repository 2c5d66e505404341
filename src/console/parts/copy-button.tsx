import { ActionIcon, Button, CopyButton as Copy, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';

export const CopyButton = ({ value, label, text }: { value: string; label: string; text?: string }) => (
  <Copy value={value} timeout={2000}>
    {({ copied, copy }) => {
      const icon = copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />;
      return text ? (
        <Button size="xs" variant="light" leftSection={icon} onClick={copy} aria-label={label}>
          {copied ? 'Copied' : text}
        </Button>
      ) : (
        <Tooltip label={copied ? 'Copied' : label}>
          <ActionIcon variant="subtle" color="gray" onClick={copy} aria-label={label}>
            {icon}
          </ActionIcon>
        </Tooltip>
      );
    }}
  </Copy>
);
