import { Field, Int, ObjectType } from 'type-graphql';
import { DateTime } from './scalars.ts';

@ObjectType({ description: 'A click on an ad.', simpleResolvers: true })
export class AdClick {
  @Field(() => String, { description: 'What kind of id, as the platform names it: `gclid`, `li_fat_id`.' })
  readonly name!: string;

  @Field(() => String, {
    description: "The platform's id of the click. Not unique here: two visits may have come by one click.",
  })
  readonly clickId!: string;

  @Field(() => DateTime, { description: 'When the visitor arrived with it.' })
  readonly at!: string;

  @Field(() => Int, { description: 'Seconds since then: platforms refuse what is too old.' })
  readonly ageSeconds!: number;
}

export const adClickOf = (name: string, clickId: string, at: string): AdClick => ({
  name,
  clickId,
  at,
  ageSeconds: Math.max(0, Math.floor((Date.now() - Date.parse(at)) / 1_000)),
});
