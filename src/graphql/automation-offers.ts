import { Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql';
import { z } from 'zod';
import type { Offer } from '../automation/actions/call-action.ts';
import { callActions } from '../automation/actions/list.ts';
import { formOf } from '../automation/form.ts';
import { type Trigger, triggerNamed, triggerNames } from '../automation/triggers/list.ts';
import type { GraphqlContext } from './context.ts';
import { AutomationTrigger } from './enums.ts';
import { FormField } from './integration.ts';
import { JsonObject } from './scalars.ts';

@ObjectType({
  description: 'Something an automation can do with a call, as an entry of a menu.',
  simpleResolvers: true,
})
class AutomationActionOffer {
  @Field(() => String, { description: 'Its field of `AutomationActionInput`: `addTag`.' })
  readonly name!: string;

  @Field(() => String, { description: 'What it does, in a few words.' })
  readonly label!: string;

  @Field(() => String, { description: 'Under which heading it stands.' })
  readonly group!: string;

  @Field(() => String, { description: 'What it does, in a sentence.' })
  readonly description!: string;

  @Field(() => JsonObject, {
    description: 'Settings this entry has decided, as input: give them with the others.',
  })
  readonly settings!: Readonly<Record<string, unknown>>;

  @Field(() => [FormField], {
    nullable: true,
    description: 'The form of the other settings; null where they are no plain form: see its input.',
  })
  readonly fields!: readonly FormField[] | null;
}

@ObjectType({
  description: 'When an automation can look at a call, as an entry of a menu.',
  simpleResolvers: true,
})
class AutomationTriggerOffer {
  @Field(() => AutomationTrigger, { description: 'As it is given.' })
  readonly name!: Trigger;

  @Field(() => String, { description: 'As a person says it: “When a tag is added”.' })
  readonly label!: string;

  @Field(() => String, { description: 'What sets it off.' })
  readonly description!: string;

  @Field(() => [FormField], { description: 'The form of what it is told: `TriggerSettingsInput`.' })
  readonly fields!: readonly FormField[];
}

/** What the menus of a rule builder are made of. */
@Resolver()
export class AutomationOffersResolver {
  @Query(() => [AutomationActionOffer], {
    description:
      'What automations of this account can do with a call. What they can send, and where to, stands in `integrations`.',
  })
  async automationActions(@Ctx() { nouns }: GraphqlContext): Promise<readonly (Offer & { name: string })[]> {
    const { setup } = await nouns();
    return callActions.flatMap(({ name, offers }) => offers(setup).map((offer) => ({ name, ...offer })));
  }

  @Query(() => [AutomationTriggerOffer], { description: 'When automations can look at a call.' })
  async automationTriggers(@Ctx() { nouns }: GraphqlContext): Promise<readonly AutomationTriggerOffer[]> {
    const { setup } = await nouns();
    return triggerNames.map(triggerNamed).map(({ name, label, description, settings }) => {
      const shape = settings.map((one) => [one.name, one.required ? one.given : one.given.optional()]);
      return { name, label, description, fields: formOf(z.object(Object.fromEntries(shape)), setup) };
    });
  }
}
