import { Text } from '@mantine/core';
import type { VisitFragment } from '../../generated/graphql.ts';
import { graphql } from '../../generated/index.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { type Fact, Facts } from '../../parts/facts.tsx';
import { sentence, shortAddress } from '../../parts/format.ts';
import { When } from '../../parts/when.tsx';

graphql(`
  fragment Visit on WebSession {
    id
    startedAt
    lastSeenAt
    landingPage
    referrer
    source
    medium
    campaign
    keyword
    content
    clickIds { gclid gbraid wbraid msclkid fbclid ttclid liFatId }
    gaClientId
    userAgent
    consent { adUserData adPersonalization analytics }
  }
`);

/** Ids of clicks as ad platforms write them. */
const clickIds = [
  ['gclid', 'gclid'],
  ['gbraid', 'gbraid'],
  ['wbraid', 'wbraid'],
  ['msclkid', 'msclkid'],
  ['fbclid', 'fbclid'],
  ['ttclid', 'ttclid'],
  ['liFatId', 'li_fat_id'],
] as const;

const Address = ({ address }: { address: string }) => (
  <Text size="sm" title={address}>
    {shortAddress(address) || address}
  </Text>
);

const clickIdFacts = (ids: VisitFragment['clickIds']): Fact[] =>
  clickIds.flatMap(([field, name]) => {
    const value = ids[field];
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
      ['Source', brief ? null : [session.source, session.medium].filter(Boolean).join(' / ')],
      ['Campaign', brief ? session.campaign : null],
      ['Landing page', <Address key="landing" address={session.landingPage} />],
      ['Referrer', session.referrer && <Address key="referrer" address={session.referrer} />],
      ['Arrived', <When key="arrived" at={session.startedAt} />],
      ['Last seen', <When key="seen" at={session.lastSeenAt} />],
      ['Keyword', brief ? session.keyword : null],
      ['Ad content', brief ? null : session.content],
      ...clickIdFacts(session.clickIds),
      ['Consent', brief ? null : consentWords(session.consent)],
      ['Browser', brief ? null : session.userAgent],
    ]}
  />
);
