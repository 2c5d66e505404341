import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { idIn } from '../input.ts';
import { Call } from './call.ts';
import type { GraphqlContext } from './context.ts';
import { answer, Payload } from './payload.ts';

@InputType({ description: 'Which visit a call came from, said by a person.' })
class ResolveAttributionInput {
  @Field(() => ID, { description: 'Which call.' })
  readonly callId!: string;

  @Field(() => ID, { description: 'Which visit: one of `candidates`, or another of the company.' })
  readonly sessionId!: string;
}

@ObjectType({ description: 'The credited call.', simpleResolvers: true })
class ResolveAttributionPayload extends Payload {
  @Field(() => Call, { nullable: true, description: 'The call; null when it was refused.' })
  readonly call!: Call | null;
}

@Resolver(() => Call)
export class ResolveAttributionResolver {
  @Mutation(() => ResolveAttributionPayload, {
    description:
      'Credits a call to a visit. Rules see it as an update of the call; the evidence keeps what was known before.',
  })
  resolveAttribution(
    @Arg('input', () => ResolveAttributionInput, { description: 'Which call and which visit.' })
    input: ResolveAttributionInput,
    @Ctx() { reach, services, loaders }: GraphqlContext,
  ): Promise<ResolveAttributionPayload> {
    return answer(async () => {
      const id = idIn('Call', input.callId, 'input.callId');
      const sessionId = idIn('WebSession', input.sessionId, 'input.sessionId');
      await services.edits.resolveAttribution(reach, id, sessionId);
      return { call: await loaders.call.clear(id).load(id) };
    });
  }
}
