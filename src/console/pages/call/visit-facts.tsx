import { Text } from '@mantine/core';
import type { VisitFragment } from '../../generated/graphql.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { type Fact, Facts } from '../../parts/facts.tsx';
import { sentence, shortAddress } from '../../parts/format.ts';
import { When } from '../../parts/when.tsx';

const Address = ({ address }: { address: string }) => (
  <Text size="sm" title={address}>
    {shortAddress(address) || address}
  </Text>
);

const clickIdFacts = (ids: VisitFragment['clickIds']): Fact[] =>
  (['gclid', 'gbraid', 'wbraid', 'msclkid', 'fbclid'] as const).flatMap((name) => {
    const value = ids[name];
    if (!value) return [];
    return [
      [
        name,
        <span key={name} style={{ display: 'inline-flex', alignItems: 'center', gap: 4, maxWidth: '100%' }}>
          <Text span ff="monospace" size="xs" truncate>
            {value}
          </Text>
          <CopyButton value={value} label={`Copy ${name}`} />
        </span>,
      ],
    ];
  });

const consentWords = ({ adUserData, adPersonalization, analytics }: VisitFragment['consent']): string =>
  [
    `ad data ${sentence(adUserData).toLowerCase()}`,
    `personalised ads ${sentence(adPersonalization).toLowerCase()}`,
    `analytics ${sentence(analytics).toLowerCase()}`,
  ].join(', ');

/** A website visit. `brief` is enough to tell two candidates apart. */
export const VisitFacts = ({ session, brief = false }: { session: VisitFragment; brief?: boolean }) => (
  <Facts
    facts={[
      ['Source', [session.source, session.medium].filter(Boolean).join(' / ')],
      ['Campaign', brief ? session.campaign : null],
      ['Landing page', <Address key="landing" address={session.landingPage} />],
      ['Referrer', session.referrer && <Address key="referrer" address={session.referrer} />],
      ['Arrived', <When key="arrived" at={session.startedAt} />],
      ['Last seen', <When key="seen" at={session.lastSeenAt} />],
      ['Ad content', brief ? null : session.content],
      ...clickIdFacts(session.clickIds),
      ['Consent', brief ? null : consentWords(session.consent)],
      ['Browser', brief ? null : session.userAgent],
    ]}
  />
);
