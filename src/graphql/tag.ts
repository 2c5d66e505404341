import { Arg, Args, Ctx, Field, InputType, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { typedId } from '../ids.ts';
import type { Tag as TagRow } from '../setup/setup.ts';
import type { GraphqlContext } from './context.ts';
import { answer, Payload } from './payload.ts';
import { type Connection, connect, connectionOf, Node, PageArgs } from './relay.ts';
import { DateTime } from './scalars.ts';

@ObjectType({
  description: 'A word people and automations put on calls.',
  implements: Node,
  simpleResolvers: true,
})
export class Tag extends Node {
  @Field(() => String, { description: 'The word; unique in the account.' })
  readonly name!: string;

  @Field(() => String, { description: "A colour name of the console's palette." })
  readonly color!: string;

  @Field(() => DateTime, { description: 'When it was made.' })
  readonly createdAt!: Date;
}

export const tagOf = (row: TagRow): Tag => ({
  id: typedId('Tag', row.id),
  name: row.name,
  color: row.color,
  createdAt: row.createdAt,
});

const TagConnection = connectionOf('Tag', () => Tag);

@InputType({ description: 'A new tag.' })
class CreateTagInput {
  @Field(() => String, { description: 'The word, up to 60 characters; unique in the account.' })
  readonly name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'A colour name: `teal`, `orange`. `gray` unless given.',
  })
  readonly color?: string | null;
}

@ObjectType({ description: 'The new tag.', simpleResolvers: true })
class CreateTagPayload extends Payload {
  @Field(() => Tag, { nullable: true, description: 'The new tag; null when it was refused.' })
  readonly tag!: Tag | null;
}

@Resolver(() => Tag)
export class TagResolver {
  @Query(() => TagConnection, { description: 'The tags, oldest first.' })
  async tags(@Args(() => PageArgs) page: PageArgs, @Ctx() context: GraphqlContext): Promise<Connection<Tag>> {
    const nouns = await context.nouns();
    return connect(nouns.page('tags', page), ({ id }) => nouns.tag(id));
  }

  @Mutation(() => CreateTagPayload, { description: 'Makes a tag.' })
  createTag(
    @Arg('input', () => CreateTagInput, { description: 'The new tag.' }) input: CreateTagInput,
    @Ctx() context: GraphqlContext,
  ): Promise<CreateTagPayload> {
    return answer(async () => {
      const id = await context.features.setup.createTag(context.accountId, input);
      return { tag: (await context.nouns()).tag(id) };
    });
  }
}
