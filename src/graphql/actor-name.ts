import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Actor } from './actor.ts';
import { ApiKey } from './api-key.ts';
import { Automation } from './automation.ts';
import type { GraphqlContext } from './context.ts';

/** Where the name is not to be seen: of a key that a limited one asks about, or of a rule that is gone. */
const nameless: Readonly<Record<Actor['kind'], string>> = {
  KEY: 'An API key',
  PERSON: 'Somebody',
  RULE: 'An automation',
  SYSTEM: 'Ringpath',
};

const keyOf = async ({ kind, actorId }: Actor, { loaders }: GraphqlContext): Promise<ApiKey | null> =>
  kind === 'KEY' && actorId ? loaders.apiKey.load(actorId) : null;

const ruleOf = async ({ kind, actorId }: Actor, { nouns }: GraphqlContext): Promise<Automation | null> =>
  kind === 'RULE' ? (await nouns()).automationOrNull(actorId) : null;

@Resolver(() => Actor)
export class ActorResolver {
  @FieldResolver(() => String, {
    description: 'Its name: of the key, of the automation, or “Ringpath” for what followed by itself.',
  })
  async name(@Root() actor: Actor, @Ctx() context: GraphqlContext): Promise<string> {
    const named = (await keyOf(actor, context)) ?? (await ruleOf(actor, context));
    return named?.name ?? nameless[actor.kind];
  }

  @FieldResolver(() => ApiKey, { nullable: true, description: 'The key, where it was one and may be seen.' })
  apiKey(@Root() actor: Actor, @Ctx() context: GraphqlContext): Promise<ApiKey | null> {
    return keyOf(actor, context);
  }

  @FieldResolver(() => Automation, { nullable: true, description: 'The automation, where it was one.' })
  automation(@Root() actor: Actor, @Ctx() context: GraphqlContext): Promise<Automation | null> {
    return ruleOf(actor, context);
  }
}
