import { Field, ObjectType } from 'type-graphql';
import type { StoredActor } from '../reach.ts';
import { ActorKind } from './enums.ts';

@ObjectType({ description: 'Who did something.', simpleResolvers: true })
export class Actor {
  readonly actorId!: string | null;

  @Field(() => ActorKind, { description: 'What kind of actor it is.' })
  readonly kind!: StoredActor['actorKind'];
}

export const actorOf = ({ actorKind, actorId }: StoredActor): Actor => ({ kind: actorKind, actorId });
