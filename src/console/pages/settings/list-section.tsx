import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useMay } from '../../api/viewer.tsx';
import { Panel } from '../../parts/panel.tsx';

/** A list of settings with a button that makes another entry. */
export const ListSection = ({
  title,
  hint,
  add,
  make,
  shared = false,
  children,
}: {
  title: string;
  hint: string;
  /** What the button says. */
  add: string;
  make: () => void;
  /** These are every company's: a key limited to some makes none. */
  shared?: boolean;
  children: ReactNode;
}) => {
  const { write, writeShared } = useMay();
  return (
    <Panel
      title={title}
      hint={hint}
      flush
      actions={
        (shared ? writeShared : write) && (
          <Button size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={make}>
            {add}
          </Button>
        )
      }
    >
      {children}
    </Panel>
  );
};

export const Rows = ({ children }: { children: ReactNode }) => (
  <ul style={{ margin: 0, padding: 0 }}>{children}</ul>
);
