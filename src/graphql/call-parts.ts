import { Ctx, Field, FieldResolver, Float, Int, ObjectType, Resolver, Root } from 'type-graphql';
import type * as vocabulary from '../../integrations/kit/vocabulary.ts';
import type { EvidenceKind as Kind } from '../attribution/evidence.ts';
import type { Trigger } from '../automation/triggers/list.ts';
import type { TimelineRow } from '../calls/read-details.ts';
import { spoken } from '../spoken.ts';
import { Automation } from './automation.ts';
import { CallStatus, Confidence } from './call-enums.ts';
import type { GraphqlContext } from './context.ts';
import { AutomationTrigger, ChangeKind, EvidenceKind } from './enums.ts';
import { DateTime } from './scalars.ts';
import { WebSession } from './web-session.ts';

@ObjectType({ description: 'An amount of money.', simpleResolvers: true })
export class Money {
  @Field(() => String, { description: 'Decimal, at least two places: `149.90`.' })
  readonly amount!: string;

  @Field(() => String, { description: 'ISO 4217: `USD`.' })
  readonly currency!: string;
}

@ObjectType({ description: 'One attempt to reach somebody inside a call.', simpleResolvers: true })
export class Leg {
  @Field(() => String, { description: "The carrier's id of it." })
  readonly key!: string;

  @Field(() => String, { description: 'Who was rung, E.164.' })
  readonly destination!: string;

  @Field(() => CallStatus, { description: 'How far it came.' })
  readonly status!: vocabulary.CallStatus;

  @Field(() => String, {
    nullable: true,
    description: 'Why it ended: `COMPLETED`, `BUSY`, `NO_ANSWER`, `FAILED` or `CANCELED`.',
  })
  readonly endReason!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it rang.' })
  readonly ringAt!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When somebody answered.' })
  readonly answerAt!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it ended.' })
  readonly endAt!: string | null;

  @Field(() => Int, { nullable: true, description: 'Seconds somebody talked; null when nobody answered.' })
  readonly talkSeconds!: number | null;
}

@ObjectType({ description: 'What was recorded of a call.', simpleResolvers: true })
export class Recording {
  @Field(() => String, { description: 'Where it is kept, at the carrier.' })
  readonly url!: string;

  @Field(() => Int, { nullable: true, description: 'Seconds it lasts.' })
  readonly seconds!: number | null;

  @Field(() => Boolean, { description: 'The caller spoke to a machine.' })
  readonly voicemail!: boolean;
}

@ObjectType({ description: 'One thing that speaks for an attribution.', simpleResolvers: true })
export class Evidence {
  readonly sessionId!: string | null;

  @Field(() => EvidenceKind, { description: 'What kind of thing.' })
  readonly kind!: Kind;

  @Field(() => String, { description: 'One sentence a person can read.' })
  readonly text!: string;

  @Field(() => DateTime, { nullable: true, description: 'LEASE: since when the number was shown.' })
  readonly shownAt!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'LEASE: until when the number was held.' })
  readonly expiresAt!: string | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'How likely all evidence makes this session the caller, 0 to 1; null where none was weighed.',
  })
  readonly weight?: number | null;
}

@ObjectType({ description: 'Where a call came from, and how that is known.', simpleResolvers: true })
export class Attribution {
  readonly candidateIds!: readonly string[];

  @Field(() => Confidence, { description: 'How sure it is.' })
  readonly confidence!: vocabulary.Confidence;

  @Field(() => String, { description: 'Why, in one sentence.' })
  readonly reason!: string;

  @Field(() => [Evidence], { description: 'What speaks for it.' })
  readonly evidence!: readonly Evidence[];
}

@Resolver(() => Evidence)
export class EvidenceResolver {
  @FieldResolver(() => WebSession, {
    nullable: true,
    description: 'LEASE: the visit that was shown the number.',
  })
  session(
    @Root() { sessionId }: Evidence,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<WebSession | null> | null {
    return sessionId ? loaders.session.load(sessionId) : null;
  }
}

@Resolver(() => Attribution)
export class AttributionResolver {
  @FieldResolver(() => [WebSession], { description: 'AMBIGUOUS: every visit that could be the caller.' })
  async candidates(
    @Root() { candidateIds }: Attribution,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<readonly WebSession[]> {
    const sessions = await Promise.all(candidateIds.map((id) => loaders.session.load(id)));
    return sessions.filter((session) => session !== null);
  }
}

@ObjectType({ description: 'What an automation made of a call, and why.', simpleResolvers: true })
export class CallDecision {
  @Field(() => Automation, { description: 'The automation.' })
  readonly automation!: Automation;

  @Field(() => Int, { description: 'Which version of it decided.' })
  readonly automationVersion!: number;

  @Field(() => Int, { description: 'Which version of the call it looked at.' })
  readonly callVersion!: number;

  @Field(() => AutomationTrigger, { description: 'When it looked.' })
  readonly trigger!: Trigger;

  @Field(() => String, { description: 'The same in words: “When a call has ended”.' })
  readonly triggerText!: string;

  @Field(() => Boolean, { description: 'Whether its condition held.' })
  readonly matched!: boolean;

  @Field(() => String, {
    description: 'The first condition that failed with the value it saw, or what was done.',
  })
  readonly reason!: string;

  @Field(() => DateTime, { description: 'When it decided.' })
  readonly at!: string;
}

@ObjectType({ description: 'Something that happened to a call.', simpleResolvers: true })
export class TimelineEntry {
  @Field(() => DateTime, { description: 'When it happened.' })
  readonly at!: string;

  @Field(() => ChangeKind, { description: 'What happened.' })
  readonly kind!: keyof typeof ChangeKind;

  @Field(() => String, { description: 'One line a person can read.' })
  readonly text!: string;

  @Field(() => String, { description: "Its place in the account's feed; for `after` of `changes`." })
  readonly cursor!: string;
}

/** The line of a change, or its kind in words when it was written without one. */
export const changeText = ({ kind, detail }: Pick<TimelineRow, 'kind' | 'detail'>): string =>
  String(detail['text'] ?? spoken(kind));
