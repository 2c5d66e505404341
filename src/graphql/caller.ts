import {
  Arg,
  Args,
  Ctx,
  Field,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql';
import { nationalFormat } from '../../integrations/kit/phone.ts';
import type { CallerRow } from '../calls/read-details.ts';
import { typedId } from '../ids.ts';
import { idIn, optionalTextIn } from '../input.ts';
import { Company } from './company.ts';
import type { GraphqlContext } from './context.ts';
import { CustomFieldValue, customValuesOf } from './custom-field.ts';
import type { Nouns } from './nouns.ts';
import { answer, Payload } from './payload.ts';
import { type Connection, connect, connectionOf, Node, PageArgs } from './relay.ts';
import { DateTime } from './scalars.ts';
import { Touch } from './touch.ts';

@ObjectType({ description: 'A phone number that called a company.', implements: Node, simpleResolvers: true })
export class Caller extends Node {
  readonly row!: CallerRow;

  @Field(() => Company, { description: 'Whom it called.' })
  readonly company!: Company;

  @Field(() => String, { description: 'E.164.' })
  readonly number!: string;

  @Field(() => String, { description: 'As people of its country write it: `(212) 555-0177`.' })
  readonly nationalFormat!: string;

  @Field(() => String, { nullable: true, description: 'The name the carrier knew.' })
  readonly name!: string | null;

  @Field(() => String, { nullable: true, description: 'The e-mail address somebody wrote down.' })
  readonly email!: string | null;

  @Field(() => [CustomFieldValue], { description: "The account's own fields on callers that have a value." })
  readonly customFields!: readonly CustomFieldValue[];

  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2.' })
  readonly country!: string | null;

  @Field(() => String, { nullable: true, description: 'Region or state.' })
  readonly region!: string | null;

  @Field(() => String, { nullable: true, description: 'City.' })
  readonly city!: string | null;

  @Field(() => DateTime, { description: 'When it first called.' })
  readonly firstCallAt!: string;

  @Field(() => DateTime, { description: 'When it last called.' })
  readonly lastCallAt!: string;

  @Field(() => Touch, {
    nullable: true,
    description: 'Where the visitor first came from, as known at the first credited call; it never changes.',
  })
  readonly firstTouch!: Touch | null;

  @Field(() => Int, { description: 'How often it called.' })
  readonly callCount!: number;
}

export const callerOf = (row: CallerRow, nouns: Nouns): Caller => ({
  row,
  id: typedId('Caller', row.id),
  company: nouns.company(row.companyId),
  number: row.number,
  get nationalFormat() {
    return nationalFormat(row.number);
  },
  name: row.name,
  email: row.email,
  get customFields() {
    return customValuesOf(row.customValues, nouns);
  },
  country: row.country,
  region: row.region,
  city: row.city,
  firstCallAt: row.firstCallAt,
  lastCallAt: row.lastCallAt,
  firstTouch: row.firstTouch,
  callCount: row.callCount,
});

@InputType({ description: 'What changes about a caller. What is left out stays.' })
class UpdateCallerInput {
  @Field(() => ID, { description: 'Which caller.' })
  readonly id!: string;

  @Field(() => String, { nullable: true, description: 'The e-mail address; null takes it away.' })
  readonly email?: string | null;
}

@ObjectType({ description: 'The changed caller.', simpleResolvers: true })
class UpdateCallerPayload extends Payload {
  @Field(() => Caller, { nullable: true, description: 'The caller; null when it was refused.' })
  readonly caller!: Caller | null;
}

const CallerConnection = connectionOf('Caller', () => Caller);

@Resolver(() => Caller)
export class CallerResolver {
  @Query(() => CallerConnection, { description: 'Everybody who called; who called last comes first.' })
  async callers(
    @Arg('search', () => String, { nullable: true, description: 'Part of a number or a name.' })
    search: string | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: GraphqlContext,
  ): Promise<Connection<Caller>> {
    const wanted = optionalTextIn(search, 'search', { max: 100 });
    const rows = await context.reads.lists.callers(context.reach, wanted, page);
    const nouns = await context.nouns(rows.rows.map((row) => row.companyId));
    return connect(rows, (row) => callerOf(row, nouns));
  }

  @Mutation(() => UpdateCallerPayload, {
    description:
      'Changes what people know about a caller. Automations see it as an update of the newest call.',
  })
  updateCaller(
    @Arg('input', () => UpdateCallerInput, { description: 'What changes.' }) input: UpdateCallerInput,
    @Ctx() { reach, services, loaders }: GraphqlContext,
  ): Promise<UpdateCallerPayload> {
    return answer(async () => {
      const id = idIn('Caller', input.id, 'input.id');
      const { email } = input;
      await services.edits.updateCaller(reach, id, email === undefined ? {} : { email });
      return { caller: await loaders.caller.clear(id).load(id) };
    });
  }
}
