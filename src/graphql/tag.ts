import { Arg, Args, Ctx, Field, ID, InputType, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { typedId } from '../ids.ts';
import type { Tag as TagRow } from '../setup/setup.ts';
import { Company } from './company.ts';
import type { GraphqlContext } from './context.ts';
import { answer, answerWith, DeletedPayload, Payload } from './payload.ts';
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

  @Field(() => Company, { nullable: true, description: 'Whose calls may have it; null: every company.' })
  readonly company!: Company | null;

  @Field(() => DateTime, { description: 'When it was made.' })
  readonly createdAt!: Date;
}

export const tagOf = (row: TagRow, company: Company | null): Tag => ({
  id: typedId('Tag', row.id),
  name: row.name,
  color: row.color,
  company,
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

  @Field(() => ID, { nullable: true, description: 'Whose calls may have it; every company unless given.' })
  readonly companyId?: string | null;
}

@InputType({ description: 'What changes about a tag. What is left out stays; null as company is every one.' })
class UpdateTagInput {
  @Field(() => ID, { description: 'Which tag.' })
  readonly id!: string;

  @Field(() => String, { nullable: true, description: 'The word, up to 60 characters.' })
  readonly name?: string | null;

  @Field(() => String, { nullable: true, description: 'A colour name: `teal`, `orange`.' })
  readonly color?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Whose calls may have it from now on. Calls that have it keep it.',
  })
  readonly companyId?: string | null;
}

@InputType({ description: 'A tag to delete.' })
class DeleteTagInput {
  @Field(() => ID, { description: 'Which tag.' })
  readonly id!: string;
}

@ObjectType({ simpleResolvers: true })
abstract class TagPayload extends Payload {
  @Field(() => Tag, { nullable: true, description: 'The tag; null when it was refused.' })
  readonly tag!: Tag | null;
}

@ObjectType({ description: 'The new tag.', simpleResolvers: true })
class CreateTagPayload extends TagPayload {}

@ObjectType({ description: 'The changed tag.', simpleResolvers: true })
class UpdateTagPayload extends TagPayload {}

@ObjectType({ description: 'The tag is gone.', simpleResolvers: true })
class DeleteTagPayload extends DeletedPayload {}

const answerTag = (context: GraphqlContext, work: () => Promise<string>): Promise<TagPayload> =>
  answerWith(context, work, (nouns, id) => ({ tag: nouns.tag(id) }));

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
    return answerTag(context, () => context.features.setup.createTag(context.reach, input));
  }

  @Mutation(() => UpdateTagPayload, { description: 'Changes a tag, on every call that has it.' })
  updateTag(
    @Arg('input', () => UpdateTagInput, { description: 'What changes.' }) input: UpdateTagInput,
    @Ctx() context: GraphqlContext,
  ): Promise<UpdateTagPayload> {
    return answerTag(context, () => context.features.setup.updateTag(context.reach, input));
  }

  @Mutation(() => DeleteTagPayload, {
    description:
      'Deletes a tag: no call shows it any more, and histories still name it. Refused while an automation or a score criterion uses it.',
  })
  deleteTag(
    @Arg('input', () => DeleteTagInput, { description: 'Which tag.' }) { id }: DeleteTagInput,
    @Ctx() { reach, features }: GraphqlContext,
  ): Promise<DeleteTagPayload> {
    return answer(async () => {
      await features.leads.deleteTag(reach, id);
      return { deletedId: id };
    });
  }
}
