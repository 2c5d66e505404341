import { Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import type * as vocabulary from '../../integrations/kit/vocabulary.ts';
import type { CallRow } from '../calls/read-calls.ts';
import { Agent } from './agent.ts';
import { Attribution, CallDecision, changeText, Leg, Money, Recording, TimelineEntry } from './call-parts.ts';
import { Caller } from './caller.ts';
import { Company } from './company.ts';
import type { GraphqlContext } from './context.ts';
import { CustomFieldValue } from './custom-field.ts';
import { Delivery } from './delivery.ts';
import { CallStatus, Direction, LeadStatus, Outcome, WithheldReason } from './enums.ts';
import { Node } from './relay.ts';
import { DateTime } from './scalars.ts';
import { ScoreReason } from './score-criterion.ts';
import { Tag } from './tag.ts';
import { Tracker } from './tracker.ts';
import { TrackingNumber } from './tracking-number.ts';
import { ClickIds, WebSession } from './web-session.ts';

/** Filled by `call-fields.ts`, which knows the columns of each field; what needs more has a resolver below. */
@ObjectType({ description: 'One call.', implements: Node, simpleResolvers: true })
export class Call extends Node {
  readonly row!: CallRow;

  @Field(() => Int, { description: 'Rises by one with every change of the call.' })
  readonly version!: number;

  @Field(() => Direction, { description: 'Who called whom.' })
  readonly direction!: vocabulary.Direction;

  @Field(() => CallStatus, { description: 'How far it has come.' })
  readonly status!: vocabulary.CallStatus;

  @Field(() => Outcome, { nullable: true, description: 'How it ended; null until it has.' })
  readonly outcome!: vocabulary.Outcome | null;

  @Field(() => Boolean, { description: 'Whether somebody took it.' })
  readonly answered!: boolean;

  @Field(() => DateTime, { description: 'When it came in.' })
  readonly startedAt!: string;

  @Field(() => DateTime, { description: 'When it rang.' })
  readonly ringAt!: string;

  @Field(() => DateTime, { nullable: true, description: 'When somebody took it.' })
  readonly answeredAt!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it ended.' })
  readonly endedAt!: string | null;

  @Field(() => Int, { nullable: true, description: 'Seconds it rang; null while it does.' })
  readonly ringSeconds!: number | null;

  @Field(() => Int, { nullable: true, description: 'Seconds somebody talked; null while unknown.' })
  readonly talkSeconds!: number | null;

  @Field(() => Int, { nullable: true, description: 'Seconds from the first ring to the end.' })
  readonly durationSeconds!: number | null;

  @Field(() => Company, { description: 'Whom it was for.' })
  readonly company!: Company;

  @Field(() => String, { nullable: true, description: 'The caller, E.164; null when withheld.' })
  readonly callerNumber!: string | null;

  @Field(() => String, { nullable: true, description: 'The name the carrier knew.' })
  readonly callerName!: string | null;

  @Field(() => WithheldReason, { nullable: true, description: 'Why there is no number.' })
  readonly withheld!: vocabulary.WithheldReason | null;

  @Field(() => Boolean, { description: 'The caller had never called the company before.' })
  readonly firstTime!: boolean;

  @Field(() => String, { nullable: true, description: 'Country of the caller, ISO 3166-1 alpha-2.' })
  readonly country!: string | null;

  @Field(() => String, { nullable: true, description: 'Region or state of the caller.' })
  readonly region!: string | null;

  @Field(() => String, { nullable: true, description: 'City of the caller.' })
  readonly city!: string | null;

  @Field(() => String, { description: 'The number that was dialled, E.164.' })
  readonly trackingNumber!: string;

  @Field(() => TrackingNumber, {
    nullable: true,
    description: 'The number that was dialled, as it is set up.',
  })
  readonly number!: TrackingNumber | null;

  @Field(() => Tracker, { nullable: true, description: 'What the number stands for.' })
  readonly tracker!: Tracker | null;

  @Field(() => String, { nullable: true, description: 'The number that was rung for the business, E.164.' })
  readonly destination!: string | null;

  @Field(() => String, { nullable: true, description: 'Where the caller came from: `google`.' })
  readonly source!: string | null;

  @Field(() => String, { nullable: true, description: 'The kind of source: `cpc`, `organic`, `print`.' })
  readonly medium!: string | null;

  @Field(() => String, { nullable: true, description: 'The campaign.' })
  readonly campaign!: string | null;

  @Field(() => String, { nullable: true, description: 'The keyword of the ad.' })
  readonly keyword!: string | null;

  @Field(() => String, { nullable: true, description: 'The first page of the visit, as a full address.' })
  readonly landingPage!: string | null;

  @Field(() => String, { nullable: true, description: 'The page the visitor came from.' })
  readonly referrer!: string | null;

  @Field(() => ClickIds, { description: 'The ids of the ad click.' })
  readonly clickIds!: ClickIds;

  @Field(() => DateTime, { nullable: true, description: 'When the ad was clicked.' })
  readonly clickAt!: string | null;

  @Field(() => Boolean, {
    description: 'The pool had no free number, so the one dialled was shown to others too.',
  })
  readonly overflow!: boolean;

  @Field(() => Attribution, { description: 'Where it came from, and how that is known.' })
  readonly attribution!: Attribution;

  @Field(() => [Tag], { description: 'Its tags, by name.' })
  readonly tags!: readonly Tag[];

  @Field(() => LeadStatus, { description: 'What became of the caller.' })
  readonly leadStatus!: vocabulary.LeadStatus;

  @Field(() => Money, { nullable: true, description: 'What it is worth.' })
  readonly value!: Money | null;

  @Field(() => String, { nullable: true, description: 'The newest note about it.' })
  readonly note!: string | null;

  @Field(() => Boolean, {
    description: "One of the company's own test numbers called: shown, but counted and sent nowhere.",
  })
  readonly test!: boolean;

  @Field(() => Int, { nullable: true, description: 'Points of the lead score; null when nothing scores it.' })
  readonly score!: number | null;

  @Field(() => [ScoreReason], { description: 'Why it has these points.' })
  readonly scoreReasons!: readonly ScoreReason[];

  @Field(() => Agent, { nullable: true, description: 'Who looks after the lead.' })
  readonly assignee!: Agent | null;

  @Field(() => [CustomFieldValue], { description: "The account's own fields on calls that have a value." })
  readonly customFields!: readonly CustomFieldValue[];

  @Field(() => Recording, { nullable: true, description: 'The conversation, or else the message.' })
  readonly recording!: Recording | null;

  @Field(() => [Leg], { description: 'Every attempt to reach somebody.' })
  readonly legs!: readonly Leg[];
}

@Resolver(() => Call)
export class CallResolver {
  @FieldResolver(() => Caller, { nullable: true, description: 'Who called; null when withheld.' })
  caller(@Root() { row }: Call, @Ctx() { loaders }: GraphqlContext): Promise<Caller | null> | null {
    return row.callerId ? loaders.caller.load(row.callerId) : null;
  }

  @FieldResolver(() => WebSession, { nullable: true, description: 'EXACT: the visit of the caller.' })
  session(@Root() { row }: Call, @Ctx() { loaders }: GraphqlContext): Promise<WebSession | null> | null {
    return row.sessionId ? loaders.session.load(row.sessionId) : null;
  }

  @FieldResolver(() => [Delivery], { description: 'What was sent to vendors about it, oldest first.' })
  deliveries(
    @Root() { row, prefetched }: Call & { readonly prefetched?: readonly Delivery[] },
    @Ctx() { loaders }: GraphqlContext,
  ): readonly Delivery[] | Promise<readonly Delivery[]> {
    return prefetched ?? loaders.deliveriesOfCall.load(row.id);
  }

  @FieldResolver(() => [CallDecision], {
    description: 'What every automation made of it, and why, in the order they ran.',
  })
  async decisions(
    @Root() { row }: Call,
    @Ctx() { loaders, nouns }: GraphqlContext,
  ): Promise<readonly CallDecision[]> {
    const [rows, { automationOrNull }] = await Promise.all([loaders.decisions.load(row.id), nouns()]);
    return rows.map((one) => ({ ...one, automation: automationOrNull(one.automationId) }) as CallDecision);
  }

  @FieldResolver(() => [TimelineEntry], { description: 'Everything that happened to it, oldest first.' })
  async timeline(
    @Root() { row }: Call,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<readonly TimelineEntry[]> {
    const rows = await loaders.timeline.load(row.id);
    return rows.map(({ at, kind, cursor, detail }) => ({
      at,
      kind,
      cursor,
      text: changeText({ kind, detail }),
    }));
  }
}
