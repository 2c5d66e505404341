import { Button } from '@mantine/core';
import { IconMapOff } from '@tabler/icons-react';
import { Link } from 'react-router';
import { Nothing } from '../parts/outcomes.tsx';

export const NotFoundPage = ({ what = 'page' }: { what?: string }) => (
  <>
    <title>Not found · Ringpath</title>
    <Nothing
      icon={<IconMapOff aria-hidden />}
      title={`There is no such ${what}`}
      action={
        <Button component={Link} to="/" variant="light">
          Go to calls
        </Button>
      }
    >
      The address may be mistyped, or it belongs to another account.
    </Nothing>
  </>
);
