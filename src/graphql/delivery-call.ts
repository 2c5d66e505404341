import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Call } from './call.ts';
import type { GraphqlContext } from './context.ts';
import { Delivery } from './delivery.ts';

/** Calls name their deliveries and deliveries their call; here, after both, the circle is closed. */
@Resolver(() => Delivery)
export class DeliveryCallResolver {
  @FieldResolver(() => Call, { description: 'The call it is about, as it stands now.' })
  call(@Root() { row }: Delivery, @Ctx() { loaders }: GraphqlContext): Promise<Call | null> {
    return loaders.call.load(row.callId ?? '');
  }
}
