import { Badge, Button, Group, SimpleGrid, Text } from '@mantine/core';
import { IconBuilding, IconPlus } from '@tabler/icons-react';
import { useQuery } from 'urql';
import { useMay } from '../../api/viewer.tsx';
import type { CompanyDetailFragment } from '../../generated/graphql.ts';
import { Facts } from '../../parts/facts.tsx';
import { countryName, languageName } from '../../parts/format.ts';
import { Loaded, Nothing } from '../../parts/outcomes.tsx';
import { Panel } from '../../parts/panel.tsx';
import { CompanyDialog } from './company-dialog.tsx';
import { companiesQuery } from './queries.ts';
import { EditIcon } from './row-actions.tsx';
import { useDialog } from './use-dialog.ts';

export const CompaniesSection = () => {
  const { write, writeShared } = useMay();
  const result = useQuery({ query: companiesQuery });
  const dialog = useDialog<CompanyDetailFragment>();
  const add = writeShared && (
    <Button size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={dialog.make}>
      New company
    </Button>
  );
  return (
    <>
      <Group justify="space-between" mb="md">
        <Text size="sm" c="dimmed">
          Each client with its own time zone, currency and website.
        </Text>
        {add}
      </Group>
      <Loaded result={result}>
        {({ companies }) => (
          <>
            {companies.nodes.length === 0 && (
              <Nothing icon={<IconBuilding aria-hidden />} title="No company yet" action={add}>
                Create the business whose calls you want to follow.
              </Nothing>
            )}
            <SimpleGrid cols={{ base: 1, md: 2 }}>
              {companies.nodes.map((company) => (
                <Panel
                  key={company.id}
                  title={company.name}
                  actions={write && <EditIcon what={company.name} onClick={() => dialog.change(company)} />}
                >
                  <Facts
                    facts={[
                      ['Time zone', company.timeZone.replaceAll('_', ' ')],
                      ['Country', `${countryName(company.country)}, ${company.currency}`],
                      ['Websites', company.origins.join(', ') || 'None'],
                      [
                        'Consent',
                        <Badge key="consent" color={company.consentRequired ? 'blue' : 'gray'}>
                          {company.consentRequired ? 'Required before ads are told' : 'Not required'}
                        </Badge>,
                      ],
                      ['Test numbers', company.testNumbers.join(', ')],
                      ['Language', languageName(company.language)],
                      ['Greeting', company.voicemailGreeting],
                      ['Recording', company.recordCalls ? (company.recordingNotice ?? 'On') : 'Off'],
                    ]}
                  />
                </Panel>
              ))}
            </SimpleGrid>
          </>
        )}
      </Loaded>
      {dialog.subject && (
        <CompanyDialog
          company={dialog.subject.thing}
          close={dialog.close}
          saved={() => result[1]({ requestPolicy: 'network-only' })}
        />
      )}
    </>
  );
};
