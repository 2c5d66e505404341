import { Arg, Ctx, Field, ID, ObjectType, Query, Resolver } from 'type-graphql';
import { idIn } from '../input.ts';
import type { GraphqlContext } from './context.ts';
import { Delivery } from './delivery.ts';
import { JsonObject } from './scalars.ts';

@ObjectType({
  description: 'Whether a call could be sent to a vendor now, and why not.',
  simpleResolvers: true,
})
class DeliveryEligibility {
  @Field(() => Boolean, { description: 'It would be sent.' })
  readonly eligible!: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      'Why it would not be sent, for a person: no click id, click too old, no consent, a test call.',
  })
  readonly reason!: string | null;

  @Field(() => Delivery, {
    nullable: true,
    description: 'The newest delivery of this call to the same place: sending again would update it.',
  })
  readonly delivery!: Delivery | null;
}

@Resolver(() => DeliveryEligibility)
export class DeliveryEligibilityResolver {
  @Query(() => DeliveryEligibility, { description: 'Asks before anything is sent. Changes nothing.' })
  async deliveryEligibility(
    @Arg('callId', () => ID, { description: 'The call.' }) callId: string,
    @Arg('linkedAccountId', () => ID, { description: 'Through which linked account.' })
    linkedAccountId: string,
    @Arg('action', () => String, { description: "The linked account's action: `upload-conversion`." })
    action: string,
    @Arg('settings', () => JsonObject, {
      nullable: true,
      description: "By the names of the action's fields.",
    })
    settings: Record<string, unknown> | null,
    @Ctx() { reach, features, loaders }: GraphqlContext,
  ): Promise<DeliveryEligibility> {
    const { eligible, reason, deliveryId } = await features.eligibility(reach, {
      callId: idIn('Call', callId, 'callId'),
      linkedAccountId: idIn('LinkedAccount', linkedAccountId, 'linkedAccountId'),
      action,
      settings: settings ?? {},
    });
    return { eligible, reason, delivery: deliveryId ? await loaders.delivery.load(deliveryId) : null };
  }
}
