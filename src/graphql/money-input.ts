import { Field, InputType } from 'type-graphql';

@InputType({ description: 'An amount of money.' })
export class MoneyInput {
  @Field(() => String, { description: 'Decimal, up to six places: `149.90`.' })
  readonly amount!: string;

  @Field(() => String, { description: 'ISO 4217: `USD`.' })
  readonly currency!: string;
}
