import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { typedId } from '../ids.ts';
import type { ChannelGroup as Group } from '../tracking/channel.ts';
import type { Device as DeviceKind } from '../tracking/device.ts';
import type { SeenVisitor } from '../tracking/read-visitors.ts';
import type { VisitorFilter } from '../tracking/visitor-filter.ts';
import { AdClick, adClickOf } from './ad-click.ts';
import { Company } from './company.ts';
import { Device } from './device.ts';
import { ChannelGroup } from './enums.ts';
import type { Nouns } from './nouns.ts';
import { Node } from './relay.ts';
import { DateTime } from './scalars.ts';
import { Touch } from './touch.ts';

@ObjectType({
  description: 'A browser over several visits of one website, known by its first-party cookie.',
  implements: Node,
  simpleResolvers: true,
})
export class Visitor extends Node {
  readonly row!: SeenVisitor;

  @Field(() => Company, { description: 'Whose website it visits.' })
  readonly company!: Company;

  @Field(() => DateTime, { description: 'When the first visit began.' })
  readonly firstSeenAt!: string;

  @Field(() => DateTime, { description: 'When a page was last known to be open.' })
  readonly lastSeenAt!: string;

  @Field(() => Int, { description: 'Visits so far.' })
  readonly visitCount!: number;

  @Field(() => Touch, { description: 'Where the visitor first came from.' })
  readonly firstTouch!: Touch;

  @Field(() => Touch, { description: 'Where the visitor came from last.' })
  readonly lastTouch!: Touch;

  @Field(() => [AdClick], { description: 'The newest click of each ad platform, newest first.' })
  readonly adClicks!: readonly AdClick[];

  @Field(() => String, { nullable: true, description: 'The e-mail address the page said.' })
  readonly email!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The phone number the page said, E.164: a call from it is this visitor’s.',
  })
  readonly phone!: string | null;

  @Field(() => String, { nullable: true, description: 'The name the page said.' })
  readonly name!: string | null;

  @Field(() => String, { nullable: true, description: "The page's own id of who this is." })
  readonly externalId!: string | null;
}

const later = (a: string, b: string): string => (Date.parse(a) > Date.parse(b) ? a : b);

export const visitorOf = (row: SeenVisitor, nouns: Nouns): Visitor => ({
  row,
  id: typedId('Visitor', row.id),
  company: nouns.company(row.companyId),
  firstSeenAt: row.firstSeenAt,
  lastSeenAt: later(row.lastSeenAt, row.visitSeenAt),
  visitCount: row.visitCount,
  firstTouch: row.firstTouch,
  lastTouch: row.lastTouch,
  get adClicks() {
    return Object.entries(row.clicks)
      .map(([name, { id, at }]) => adClickOf(name, id, at))
      .sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  },
  email: row.email,
  phone: row.phone,
  name: row.name,
  externalId: row.externalId,
});

@InputType('VisitorFilter', {
  description:
    'Which visitors. Everything given must hold; what is said of a visit must hold for the newest one.',
})
export class VisitorFilterInput implements VisitorFilter {
  @Field(() => ID, { nullable: true, description: 'Only those of this company.' })
  readonly companyId?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Part of the e-mail address, name, phone number or own id the page said; up to 100 characters.',
  })
  readonly search?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether a page is open now: seen within about two minutes, in a visit of the last day.',
  })
  readonly openNow?: boolean | null;

  @Field(() => DateTime, { nullable: true, description: 'The visit began then or later.' })
  readonly arrivedFrom?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'The visit began before then.' })
  readonly arrivedBefore?: Date | null;

  @Field(() => ChannelGroup, { nullable: true, description: 'The kind of channel.' })
  readonly channel?: Group | null;

  @Field(() => String, { nullable: true, description: 'Exactly this source: `google`.' })
  readonly source?: string | null;

  @Field(() => String, { nullable: true, description: 'Exactly this kind of source: `cpc`.' })
  readonly medium?: string | null;

  @Field(() => String, { nullable: true, description: 'Exactly this campaign.' })
  readonly campaign?: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2.' })
  readonly country?: string | null;

  @Field(() => Device, { nullable: true, description: 'What it was seen on.' })
  readonly device?: DeviceKind | null;
}
