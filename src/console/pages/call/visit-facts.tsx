import { Text } from '@mantine/core';
import type { VisitFragment } from '../../generated/graphql.ts';
import { graphql } from '../../generated/index.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { type Fact, Facts } from '../../parts/facts.tsx';
import { dayAndTime, plural, sentence, shortAddress } from '../../parts/format.ts';
import { browserZone } from '../../parts/locale.ts';
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
    adGroup
    matchType
    channel
    channelReason
    content
    adClicks { name clickId }
    gaClientId
    device
    country
    pages { at page }
    numberClicks { at number page }
    userAgent
    consent { adUserData adPersonalization analytics }
  }
`);

const Address = ({ address }: { address: string }) => (
  <Text size="sm" title={address}>
    {shortAddress(address) || address}
  </Text>
);

/** By the names the ad platforms gave them. */
const adClickFacts = (clicks: VisitFragment['adClicks']): Fact[] =>
  clicks.map(({ name, clickId }) => [
    name,
    <span key={name} style={{ display: 'inline-flex', alignItems: 'center', gap: 4, maxWidth: '100%' }}>
      <Text span ff="monospace" size="xs" truncate>
        {clickId}
      </Text>
      <CopyButton value={clickId} label={`Copy ${name}`} />
    </span>,
  ]);

const consentWords = ({ adUserData, adPersonalization, analytics }: VisitFragment['consent']): string =>
  [
    `ad data ${sentence(adUserData).toLowerCase()}`,
    `personalised ads ${sentence(adPersonalization).toLowerCase()}`,
    `analytics ${sentence(analytics).toLowerCase()}`,
  ].join(', ');

const Channel = ({ session: { channel, channelReason } }: { session: VisitFragment }) => (
  <>
    {channel && sentence(channel)}
    {channelReason && (
      <Text size="xs" c="dimmed">
        {channelReason}
      </Text>
    )}
  </>
);

/** When and where the visitor pressed a number; the same one several times is one line each. */
const Clicks = ({ clicks }: { clicks: VisitFragment['numberClicks'] }) =>
  clicks.map(({ at, number, page }) => (
    <Text key={at} size="sm">
      {number} <When at={at} />
      {page && (
        <Text span size="xs" c="dimmed" display="block" title={page}>
          on {shortAddress(page) || page}
        </Text>
      )}
    </Text>
  ));

const pagesShown = 8;

/** Pages after the first; of a long visit the last ones, which led to the call. */
const Pages = ({ pages }: { pages: VisitFragment['pages'] }) => (
  <>
    {pages.length > pagesShown && (
      <Text size="xs" c="dimmed">
        {plural(pages.length - pagesShown, 'page')} before these
      </Text>
    )}
    {pages.slice(-pagesShown).map(({ at, page }) => (
      <Text key={at} size="sm" title={page}>
        {shortAddress(page) || page}
        <Text span size="xs" c="dimmed" ml={6}>
          {dayAndTime(new Date(at), browserZone)}
        </Text>
      </Text>
    ))}
  </>
);

const keywordWords = ({ keyword, matchType }: VisitFragment): string | null =>
  keyword ? `${keyword}${matchType ? ` (${matchType} match)` : ''}` : null;

/** A website visit. `brief` is enough to tell two candidates apart. */
export const VisitFacts = ({ session, brief = false }: { session: VisitFragment; brief?: boolean }) => (
  <Facts
    facts={[
      ['Source', brief ? null : [session.source, session.medium].filter(Boolean).join(' / ')],
      ['Channel', brief || !session.channel ? null : <Channel key="channel" session={session} />],
      ['Campaign', brief ? session.campaign : null],
      ['Landing page', <Address key="landing" address={session.landingPage} />],
      ['Referrer', session.referrer && <Address key="referrer" address={session.referrer} />],
      ['Then saw', session.pages.length > 0 ? <Pages key="pages" pages={session.pages} /> : null],
      ['Arrived', <When key="arrived" at={session.startedAt} />],
      ['Last seen', <When key="seen" at={session.lastSeenAt} />],
      [
        'Number pressed',
        session.numberClicks.length > 0 ? <Clicks key="clicks" clicks={session.numberClicks} /> : null,
      ],
      ['Keyword', brief ? keywordWords(session) : session.matchType && keywordWords(session)],
      ['Ad group', brief ? null : session.adGroup],
      ['Ad content', brief ? null : session.content],
      ...adClickFacts(session.adClicks),
      ['Device', session.device && session.device !== 'OTHER' ? sentence(session.device) : null],
      ['Country', session.country],
      ['Consent', brief ? null : consentWords(session.consent)],
      ['Analytics id', brief ? null : session.gaClientId],
      ['Browser', brief ? null : session.userAgent],
    ]}
  />
);
