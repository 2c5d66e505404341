import { Arg, Ctx, Field, ID, InputType, ObjectType, Query, Resolver } from 'type-graphql';
import type { GraphqlContext } from './context.ts';
import { JsonObject } from './scalars.ts';

@ObjectType({ description: 'What one field of an action becomes on a call.', simpleResolvers: true })
class TemplateFieldPreview {
  @Field(() => String, { description: "The field's key in the settings." })
  readonly name!: string;

  @Field(() => String, { description: 'What the form calls it.' })
  readonly label!: string;

  @Field(() => String, {
    nullable: true,
    description: 'As it would be sent; null when it is left out or cannot be filled in.',
  })
  readonly value!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why it cannot be saved, or not be sent for this call; null when nothing is wrong.',
  })
  readonly error!: string | null;
}

@InputType({ description: 'Settings of an action, and the call to try them on.' })
class TemplatePreviewInput {
  @Field(() => ID, { description: 'The call.' })
  readonly callId!: string;

  @Field(() => ID, { nullable: true, description: 'Through which linked account; or give `integration`.' })
  readonly linkedAccountId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The integration, when there is no linked account yet.' })
  readonly integration?: string | null;

  @Field(() => String, { description: '`email.send-message`, or `send-message` alone.' })
  readonly action!: string;

  @Field(() => JsonObject, { description: "By the names of the action's `fields`, saved or not." })
  readonly settings!: Record<string, unknown>;
}

@Resolver()
export class TemplateResolver {
  @Query(() => [TemplateFieldPreview], {
    description: 'Every field of an action as it would be sent for a call. Sends nothing.',
  })
  templatePreview(
    @Arg('input', () => TemplatePreviewInput, { description: 'What to try, and on which call.' })
    input: TemplatePreviewInput,
    @Ctx() { reach, features }: GraphqlContext,
  ): Promise<readonly TemplateFieldPreview[]> {
    return features.templates.preview(reach, input);
  }
}
