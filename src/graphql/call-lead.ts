import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import { Refusal } from '../errors.ts';
import { idIn, optionalIdIn } from '../input.ts';
import { notesOf } from '../leads/notes.ts';
import { Call } from './call.ts';
import { Caller } from './caller.ts';
import type { GraphqlContext } from './context.ts';
import { CrmOutcome, outcomeOf } from './crm-outcome.ts';
import { LeadChange, leadChangeOf } from './lead-change.ts';
import { Note, noteOf } from './note.ts';
import { answer, Payload } from './payload.ts';
import { JsonObject } from './scalars.ts';
import { Transcript } from './transcript.ts';

@InputType({ description: 'Who shall look after a lead.' })
class AssignCallInput {
  @Field(() => ID, { description: 'Which call.' })
  readonly callId!: string;

  @Field(() => ID, { nullable: true, description: 'To which agent; to nobody unless given.' })
  readonly agentId?: string | null;
}

@InputType({ description: 'Values of custom fields. Give either `callId` or `callerId`.' })
class SetCustomFieldsInput {
  @Field(() => ID, { nullable: true, description: 'Of which call.' })
  readonly callId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Or of which caller.' })
  readonly callerId?: string | null;

  @Field(() => JsonObject, {
    description:
      "By the fields' keys: texts, numbers, days as `2026-11-20`, true and false. Null takes a value away; what is left out stays.",
  })
  readonly values!: Record<string, unknown>;
}

@ObjectType({ description: 'The assigned call.', simpleResolvers: true })
class AssignCallPayload extends Payload {
  @Field(() => Call, { nullable: true, description: 'The call; null when it was refused.' })
  readonly call!: Call | null;
}

@ObjectType({ description: 'What has the values now.', simpleResolvers: true })
class SetCustomFieldsPayload extends Payload {
  @Field(() => Call, { nullable: true, description: 'The call, when one was given.' })
  readonly call!: Call | null;

  @Field(() => Caller, { nullable: true, description: 'The caller, when one was given.' })
  readonly caller!: Caller | null;
}

/** What people and CRMs know about a call. */
@Resolver(() => Call)
export class CallLeadResolver {
  @FieldResolver(() => [Note], { description: 'What people wrote about it, oldest first.' })
  async notes(
    @Root() { row }: Call,
    @Arg('deleted', () => Boolean, {
      nullable: true,
      description: 'Notes that were taken away too. No unless given.',
    })
    deleted: boolean | null | undefined,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<readonly Note[]> {
    const notes = notesOf(await loaders.notes.load(row.id));
    return notes.filter(({ last }) => deleted || last.text !== null).map(noteOf);
  }

  @FieldResolver(() => [LeadChange], {
    description: 'How its status, value, assignment, score, tags and custom fields changed, oldest first.',
  })
  async history(
    @Root() { row }: Call,
    @Ctx() { loaders, nouns }: GraphqlContext,
  ): Promise<readonly LeadChange[]> {
    const [rows, { setup }] = await Promise.all([loaders.history.load(row.id), nouns()]);
    return rows.map((one) => leadChangeOf(one, setup));
  }

  @FieldResolver(() => Transcript, {
    nullable: true,
    description: 'Its words; null until they were handed in.',
  })
  async transcript(@Root() { row }: Call, @Ctx() { loaders }: GraphqlContext): Promise<Transcript | null> {
    const [found] = await loaders.transcript.load(row.id);
    return found ?? null;
  }

  @FieldResolver(() => [CrmOutcome], { description: 'What CRMs said became of it, oldest first.' })
  async crmOutcomes(
    @Root() { row }: Call,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<readonly CrmOutcome[]> {
    return (await loaders.outcomes.load(row.id)).map(outcomeOf);
  }

  @Mutation(() => AssignCallPayload, { description: 'Hands a lead to an agent, or to nobody.' })
  assignCall(
    @Arg('input', () => AssignCallInput, { description: 'Which call to whom.' }) input: AssignCallInput,
    @Ctx() { reach, services, loaders }: GraphqlContext,
  ): Promise<AssignCallPayload> {
    return answer(async () => {
      const id = idIn('Call', input.callId, 'input.callId');
      const agentId = optionalIdIn('Agent', input.agentId, 'input.agentId');
      await services.edits.assignCall(reach, id, agentId);
      return { call: await loaders.call.clear(id).load(id) };
    });
  }

  @Mutation(() => SetCustomFieldsPayload, {
    description: "Fills in the account's own fields of a call or a caller.",
  })
  setCustomFields(
    @Arg('input', () => SetCustomFieldsInput, { description: 'The values.' }) input: SetCustomFieldsInput,
    @Ctx() { reach, services, loaders }: GraphqlContext,
  ): Promise<SetCustomFieldsPayload> {
    return answer(async () => {
      const callId = optionalIdIn('Call', input.callId, 'input.callId');
      const callerId = optionalIdIn('Caller', input.callerId, 'input.callerId');
      if ((callId === null) === (callerId === null))
        throw new Refusal('INVALID', 'Give either callId or callerId.', 'input.callId');
      if (callId !== null) await services.edits.setCallFields(reach, callId, input.values);
      if (callerId !== null) await services.edits.setCallerFields(reach, callerId, input.values);
      return {
        call: callId === null ? null : await loaders.call.clear(callId).load(callId),
        caller: callerId === null ? null : await loaders.caller.clear(callerId).load(callerId),
      };
    });
  }
}
