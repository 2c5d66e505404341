import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import type * as vocabulary from '../../integrations/kit/vocabulary.ts';
import { clickIdNames } from '../../integrations/kit/vocabulary.ts';
import { clickIdField, platformOf } from '../call-fields/source.ts';
import { clickIdsOf, consentOf, type Visit } from '../calls/call.ts';
import type { PageViewRow } from '../calls/read-details.ts';
import { typedId } from '../ids.ts';
import { idIn } from '../input.ts';
import type { ChannelGroup as Group } from '../tracking/channel.ts';
import type { Device as DeviceKind } from '../tracking/device.ts';
import { addField } from './add-field.ts';
import type { GraphqlContext } from './context.ts';
import { Device } from './device.ts';
import { ChannelGroup, ConsentState } from './enums.ts';
import { Node } from './relay.ts';
import { DateTime } from './scalars.ts';

@ObjectType({ description: 'The ids ad platforms put into the address of a click.', simpleResolvers: true })
export class ClickIds {}

for (const name of clickIdNames)
  addField(ClickIds, name, () => String, {
    name: clickIdField(name),
    nullable: true,
    description: `${platformOf(name)}.`,
  });

@ObjectType({ description: 'A number the visitor pressed.', simpleResolvers: true })
class NumberClick {
  @Field(() => DateTime, { description: 'When.' })
  readonly at!: string;

  @Field(() => String, { description: 'Which, E.164.' })
  readonly number!: string;

  @Field(() => String, { description: 'On which page.' })
  readonly page!: string;
}

@ObjectType({ description: 'A page a visitor saw.', simpleResolvers: true })
class PageView {
  @Field(() => DateTime, { description: 'When.' })
  readonly at!: string;

  @Field(() => String, { description: 'Its full address.' })
  readonly page!: string;
}

@ObjectType({ description: 'What a visitor agreed to.', simpleResolvers: true })
class Consent {
  @Field(() => ConsentState, { description: 'Sending data about them to ad platforms.' })
  readonly adUserData!: vocabulary.ConsentState;

  @Field(() => ConsentState, { description: 'Showing them ads made for them.' })
  readonly adPersonalization!: vocabulary.ConsentState;

  @Field(() => ConsentState, { description: 'Measuring what they do on the page.' })
  readonly analytics!: vocabulary.ConsentState;
}

@ObjectType({ description: 'One visit of one browser.', implements: Node, simpleResolvers: true })
export class WebSession extends Node {
  /** UUID. */
  readonly visitorId!: string;

  @Field(() => DateTime, { description: 'When the visitor arrived.' })
  readonly startedAt!: string;

  @Field(() => DateTime, { description: 'When the page was last known to be open.' })
  readonly lastSeenAt!: string;

  @Field(() => String, { description: 'The first page, as a full address.' })
  readonly landingPage!: string;

  @Field(() => String, { nullable: true, description: 'The page the visitor came from.' })
  readonly referrer!: string | null;

  @Field(() => String, { description: 'Where the visitor came from: `google`, `(direct)`.' })
  readonly source!: string;

  @Field(() => String, { description: 'The kind of source: `cpc`, `organic`, `referral`.' })
  readonly medium!: string;

  @Field(() => String, { nullable: true, description: 'The campaign.' })
  readonly campaign!: string | null;

  @Field(() => String, { nullable: true, description: 'The keyword of the ad.' })
  readonly keyword!: string | null;

  @Field(() => String, { nullable: true, description: 'What `utm_term` says.' })
  readonly term!: string | null;

  @Field(() => String, { nullable: true, description: 'The ad group.' })
  readonly adGroup!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'How the keyword matched: `exact`, `phrase`, `broad`.',
  })
  readonly matchType!: string | null;

  @Field(() => ChannelGroup, {
    nullable: true,
    description: 'The kind of channel; null for visits of before.',
  })
  readonly channel!: Group | null;

  @Field(() => String, { nullable: true, description: 'Why it is that channel, in one sentence.' })
  readonly channelReason!: string | null;

  @Field(() => String, { nullable: true, description: 'Which ad of the campaign.' })
  readonly content!: string | null;

  @Field(() => ClickIds, { description: 'The ids of the click.' })
  readonly clickIds!: vocabulary.ClickIds;

  @Field(() => String, { nullable: true, description: 'Client id of the `_ga` cookie.' })
  readonly gaClientId!: string | null;

  @Field(() => String, { nullable: true, description: 'Session id of the `_ga_…` cookie.' })
  readonly gaSessionId!: string | null;

  @Field(() => Device, { nullable: true, description: 'What it was seen on; null for visits of before.' })
  readonly device!: DeviceKind | null;

  @Field(() => String, {
    nullable: true,
    description: 'ISO 3166-1 alpha-2, where the proxy in front of the server says it.',
  })
  readonly country!: string | null;

  @Field(() => [NumberClick], { description: 'Numbers the visitor pressed, oldest first.' })
  readonly numberClicks!: readonly NumberClick[];

  @Field(() => String, { nullable: true, description: 'What the browser said it is.' })
  readonly userAgent!: string | null;

  @Field(() => Consent, { description: 'What the visitor agreed to.' })
  readonly consent!: Consent;
}

export const sessionOf = (row: Visit): WebSession => ({
  visitorId: row.visitorId,
  id: typedId('WebSession', row.id),
  startedAt: row.startedAt,
  lastSeenAt: row.lastSeenAt,
  landingPage: row.landingPage,
  referrer: row.referrer,
  source: row.source,
  medium: row.medium,
  campaign: row.campaign,
  keyword: row.keyword,
  term: row.term,
  adGroup: row.adGroup,
  matchType: row.matchType,
  channel: row.channel as Group | null,
  channelReason: row.channelReason,
  content: row.content,
  clickIds: clickIdsOf(row),
  gaClientId: row.gaClientId,
  gaSessionId: row.gaSessionId,
  device: row.device,
  country: row.country,
  numberClicks: row.numberClicks,
  userAgent: row.userAgent,
  consent: consentOf(row),
});

@Resolver(() => WebSession)
export class WebSessionResolver {
  @FieldResolver(() => [PageView], {
    description: 'Pages the visitor saw after the first, oldest first; up to 200.',
  })
  pages(@Root() { id }: WebSession, @Ctx() { loaders }: GraphqlContext): Promise<readonly PageViewRow[]> {
    return loaders.pages.load(idIn('WebSession', id, 'id'));
  }
}
