import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { idIn } from '../input.ts';
import { Call } from './call.ts';
import type { GraphqlContext } from './context.ts';
import { answer, Payload } from './payload.ts';
import { DateTime } from './scalars.ts';

@ObjectType({ description: 'The words of a call.', simpleResolvers: true })
export class Transcript {
  @Field(() => String, { description: 'What was said.' })
  readonly text!: string;

  @Field(() => String, { nullable: true, description: 'BCP 47: `en-US`.' })
  readonly language!: string | null;

  @Field(() => DateTime, { description: 'When it was first handed in.' })
  readonly createdAt!: string;
}

@InputType({ description: 'The words of a call, from whoever wrote them down.' })
class SetTranscriptInput {
  @Field(() => ID, { description: 'Of which call.' })
  readonly callId!: string;

  @Field(() => String, { description: 'What was said, up to 200,000 characters.' })
  readonly text!: string;

  @Field(() => String, { nullable: true, description: 'BCP 47: `en-US`.' })
  readonly language?: string | null;
}

@ObjectType({ description: 'The call.', simpleResolvers: true })
class SetTranscriptPayload extends Payload {
  @Field(() => Call, { nullable: true, description: 'The call; null when it was refused.' })
  readonly call!: Call | null;
}

@Resolver()
export class TranscriptResolver {
  @Mutation(() => SetTranscriptPayload, {
    description:
      'Hands in the words of a call, in place of those before. The same words again change nothing.',
  })
  setTranscript(
    @Arg('input', () => SetTranscriptInput, { description: 'The words.' }) input: SetTranscriptInput,
    @Ctx() { reach, services, loaders }: GraphqlContext,
  ): Promise<SetTranscriptPayload> {
    return answer(async () => {
      const id = idIn('Call', input.callId, 'input.callId');
      const { text, language = null } = input;
      await services.edits.setTranscript(reach, id, { text, language });
      loaders.transcript.clear(id);
      return { call: await loaders.call.clear(id).load(id) };
    });
  }
}
