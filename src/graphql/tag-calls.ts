import { Arg, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { parseCallFilter } from '../filter/call-filter.ts';
import { idIn } from '../input.ts';
import { CallFilterInput } from './call-filter.ts';
import type { GraphqlContext } from './context.ts';
import { answer, Payload } from './payload.ts';
import { Run } from './run.ts';

@InputType({ description: 'Tags to put on every call a filter finds, or to take off.' })
class TagCallsByFilterInput {
  @Field(() => CallFilterInput, { description: 'Which calls. An empty filter is every call there is.' })
  readonly filter!: object;

  @Field(() => [ID], { description: 'Which tags: 1 to 50.' })
  readonly tagIds!: string[];

  @Field(() => Boolean, { nullable: true, description: 'No takes them off. Yes unless given.' })
  readonly add?: boolean | null;
}

@ObjectType({ description: 'How many calls it concerned.', simpleResolvers: true })
class TagCallsByFilterPayload extends Payload {
  @Field(() => Int, { nullable: true, description: 'Calls the filter found; null when it was refused.' })
  readonly found!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Calls that are different now; null while a run is at it.',
  })
  readonly changed!: number | null;

  @Field(() => Run, { nullable: true, description: 'More than 200 calls: the run that tags them.' })
  readonly run!: Run | null;
}

@Resolver()
export class TagCallsResolver {
  @Mutation(() => TagCallsByFilterPayload, {
    description:
      'Tags every call a filter finds now, each as if by hand: automations hear of it. A tag of one company leaves calls of others alone.',
  })
  tagCallsByFilter(
    @Arg('input', () => TagCallsByFilterInput, { description: 'Which tags on which calls.' })
    { filter, tagIds, add }: TagCallsByFilterInput,
    @Ctx() { reach, services, loaders }: GraphqlContext,
  ): Promise<TagCallsByFilterPayload> {
    return answer(async () => {
      const tagged = await services.bulk.tag(reach, {
        filter: parseCallFilter(filter, 'input.filter'),
        tagIds: tagIds.map((id, at) => idIn('Tag', id, `input.tagIds[${at}]`)),
        add: add ?? true,
      });
      const run = tagged.runId === null ? null : await loaders.run.clear(tagged.runId).load(tagged.runId);
      return { found: tagged.found, changed: tagged.changed, run };
    });
  }
}
