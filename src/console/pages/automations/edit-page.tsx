import { Anchor, Badge, Skeleton, Stack } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { Loaded } from '../../parts/outcomes.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { NotFoundPage } from '../not-found.tsx';
import { AutomationForm } from './automation-form.tsx';
import { automationChoicesQuery, automationQuery } from './queries.ts';

const FormSkeleton = () => (
  <Stack aria-busy="true" aria-label="Loading">
    <Skeleton height={180} radius="lg" />
    <Skeleton height={220} radius="lg" />
  </Stack>
);

export const AutomationPage = () => {
  const { id = '' } = useParams();
  const isNew = id === 'new';
  const lists = useQuery({ query: automationChoicesQuery });
  const found = useQuery({ query: automationQuery, variables: { id }, pause: isNew });
  return (
    <>
      <Anchor component={Link} to="/automations" size="sm" c="dimmed" display="inline-block" mb="xs">
        <IconArrowLeft size={14} aria-hidden style={{ verticalAlign: -2 }} /> Automations
      </Anchor>
      <Loaded result={lists} skeleton={<FormSkeleton />}>
        {(choices) =>
          isNew ? (
            <>
              <PageHeader title="New automation" />
              <AutomationForm automation={null} lists={choices} />
            </>
          ) : (
            <Loaded result={found} skeleton={<FormSkeleton />}>
              {({ automation }) =>
                automation ? (
                  <>
                    <PageHeader
                      title={automation.name}
                      badge={<Badge color="gray">Version {automation.version}</Badge>}
                    />
                    <AutomationForm key={automation.id} automation={automation} lists={choices} />
                  </>
                ) : (
                  <NotFoundPage what="automation" />
                )
              }
            </Loaded>
          )
        }
      </Loaded>
    </>
  );
};
