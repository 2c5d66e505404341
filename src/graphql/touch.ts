import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import type { GraphqlContext } from './context.ts';
import { DateTime } from './scalars.ts';
import { WebSession } from './web-session.ts';

@ObjectType({ description: 'Where a visitor came from at one time.', simpleResolvers: true })
export class Touch {
  /** UUID of the visit. */
  readonly sessionId!: string;

  @Field(() => DateTime, { description: 'When.' })
  readonly at!: string;

  @Field(() => String, { description: 'The source: `google`.' })
  readonly source!: string;

  @Field(() => String, { description: 'The kind of source: `cpc`.' })
  readonly medium!: string;

  @Field(() => String, { nullable: true, description: 'The campaign.' })
  readonly campaign!: string | null;

  @Field(() => String, { nullable: true, description: 'The keyword of the ad.' })
  readonly keyword!: string | null;

  @Field(() => String, { description: 'The first page, as a full address.' })
  readonly landingPage!: string;

  @Field(() => String, { nullable: true, description: 'The page the visitor came from.' })
  readonly referrer!: string | null;
}

@Resolver(() => Touch)
export class TouchResolver {
  @FieldResolver(() => WebSession, {
    nullable: true,
    description:
      'The visit it was, with its term, content, ad group, channel and click ids; null once consent was withdrawn.',
  })
  session(@Root() { sessionId }: Touch, @Ctx() { loaders }: GraphqlContext): Promise<WebSession | null> {
    return loaders.session.load(sessionId);
  }
}
