import { Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import type { ClickIds as Ids } from '../../integrations/kit/vocabulary.ts';
import { triggerNamed } from '../automation/triggers/list.ts';
import { callFields, plainFieldNames } from '../call-fields/call-fields.ts';
import type { CallField } from '../call-fields/field.ts';
import type { CallRow } from '../calls/read-calls.ts';
import { addField } from './add-field.ts';
import { Agent } from './agent.ts';
import { callEnum } from './call-enums.ts';
import { Attribution, CallDecision, changeText, Leg, Money, Recording, TimelineEntry } from './call-parts.ts';
import { Caller } from './caller.ts';
import { Company } from './company.ts';
import type { GraphqlContext } from './context.ts';
import { CustomFieldValue } from './custom-field.ts';
import { Delivery } from './delivery.ts';
import { Node } from './relay.ts';
import { DateTime } from './scalars.ts';
import { ScoreReason } from './score-criterion.ts';
import { Tag } from './tag.ts';
import { Tracker } from './tracker.ts';
import { TrackingNumber } from './tracking-number.ts';
import { ClickIds, WebSession } from './web-session.ts';

/**
 * What is a column of its own name comes from the registry of fields, below. The rest is filled by `call-plan.ts`,
 * which knows the columns of each field; what needs more has a resolver.
 */
@ObjectType({ description: 'One call.', implements: Node, simpleResolvers: true })
export class Call extends Node {
  readonly row!: CallRow;

  @Field(() => Int, { description: 'Rises by one with every change of the call.' })
  readonly version!: number;

  @Field(() => Boolean, { description: 'Whether somebody took it.' })
  readonly answered!: boolean;

  @Field(() => DateTime, { description: 'When it rang.' })
  readonly ringAt!: string;

  @Field(() => Company, { description: 'Whom it was for.' })
  readonly company!: Company;

  @Field(() => TrackingNumber, {
    nullable: true,
    description: 'The number that was dialled, as it is set up.',
  })
  readonly number!: TrackingNumber | null;

  @Field(() => Tracker, { nullable: true, description: 'What the number stands for.' })
  readonly tracker!: Tracker | null;

  @Field(() => ClickIds, { description: 'The ids of the ad click.' })
  readonly clickIds!: Ids;

  @Field(() => Boolean, {
    description: 'The pool had no free number, so the one dialled was shown to others too.',
  })
  readonly overflow!: boolean;

  @Field(() => Attribution, { description: 'Where it came from, and how that is known.' })
  readonly attribution!: Attribution;

  @Field(() => [Tag], { description: 'Its tags, by name.' })
  readonly tags!: readonly Tag[];

  @Field(() => Money, { nullable: true, description: 'What it is worth.' })
  readonly value!: Money | null;

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

const plainType = ({ kind, words }: CallField): object => {
  switch (kind) {
    case 'NUMBER':
      return Int;
    case 'TIME':
      return DateTime;
    case 'BOOLEAN':
      return Boolean;
    case 'CHOICE':
      return callEnum(words?.type ?? '');
    default:
      return String;
  }
};

for (const name of plainFieldNames) {
  const field = callFields[name];
  addField(Call, name, () => plainType(field), { nullable: field.optional, description: field.meaning });
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
    return rows.map((one) => {
      const { name: trigger, label: triggerText } = triggerNamed(one.trigger);
      return { ...one, trigger, triggerText, automation: automationOrNull(one.automationId) } as CallDecision;
    });
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
