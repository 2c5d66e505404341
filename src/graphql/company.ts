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
import { typedId } from '../ids.ts';
import type { Company as CompanyRow } from '../setup/setup.ts';
import type { GraphqlContext } from './context.ts';
import { answerWith, Payload } from './payload.ts';
import { type Connection, connect, connectionOf, Node, PageArgs } from './relay.ts';
import { DateTime } from './scalars.ts';

@ObjectType({ description: "A company's own word on visitors from a host.", simpleResolvers: true })
class ChannelRule {
  @Field(() => String, { description: 'The host, with its subdomains.' })
  readonly host!: string;

  @Field(() => String, { description: 'The source of its visitors.' })
  readonly source!: string;

  @Field(() => String, { description: 'The medium of its visitors: `affiliate`.' })
  readonly medium!: string;
}

@InputType({ description: "A company's own word on visitors from a host." })
class ChannelRuleInput {
  @Field(() => String, { description: 'The host, with its subdomains: `partner.example`.' })
  readonly host!: string;

  @Field(() => String, { description: 'The source of its visitors, up to 200 characters.' })
  readonly source!: string;

  @Field(() => String, { description: 'The medium of its visitors, up to 200 characters: `affiliate`.' })
  readonly medium!: string;
}

@ObjectType({ description: 'One client inside an account.', implements: Node, simpleResolvers: true })
export class Company extends Node {
  @Field(() => String, { description: 'What it is called.' })
  readonly name!: string;

  @Field(() => String, { description: 'IANA zone: its days, weekdays and hours are of this zone.' })
  readonly timeZone!: string;

  @Field(() => String, { description: 'ISO 4217.' })
  readonly currency!: string;

  @Field(() => String, { description: 'ISO 3166-1 alpha-2: how numbers without a country code are read.' })
  readonly country!: string;

  @Field(() => String, { description: 'Key of the swap script on its pages. It is public.' })
  readonly publicKey!: string;

  @Field(() => [String], { description: 'Web origins that may ask for numbers; empty allows any.' })
  readonly origins!: readonly string[];

  @Field(() => Boolean, { description: 'Visitor data is kept and sent to ad platforms only with consent.' })
  readonly consentRequired!: boolean;

  @Field(() => Boolean, { description: 'Its calls are recorded.' })
  readonly recordCalls!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Said to callers before a recorded call is connected.',
  })
  readonly recordingNotice!: string | null;

  @Field(() => String, {
    description: 'BCP 47: in what its callers, and whoever answers them, are spoken to.',
  })
  readonly language!: string;

  @Field(() => String, { description: 'Said to callers nobody answers, before they leave a message.' })
  readonly voicemailGreeting!: string;

  @Field(() => [String], {
    description: 'Callers, E.164, whose calls are tests: shown, but counted and sent nowhere.',
  })
  readonly testNumbers!: readonly string[];

  @Field(() => Int, { description: "Days the visitor's cookie lives." })
  readonly cookieDays!: number;

  @Field(() => [ChannelRule], { description: 'Asked before the built-in list of referrers.' })
  readonly channelRules!: readonly ChannelRule[];

  @Field(() => DateTime, { description: 'When it was made.' })
  readonly createdAt!: Date;
}

export const companyOf = (row: CompanyRow): Company => ({
  id: typedId('Company', row.id),
  name: row.name,
  timeZone: row.timeZone,
  currency: row.currency,
  country: row.country,
  publicKey: row.publicKey,
  origins: row.origins,
  consentRequired: row.consentRequired,
  recordCalls: row.recordCalls,
  recordingNotice: row.recordingNotice,
  language: row.language,
  voicemailGreeting: row.voicemailGreeting,
  testNumbers: row.testNumbers,
  cookieDays: row.cookieDays,
  channelRules: row.channelRules,
  createdAt: row.createdAt,
});

const CompanyConnection = connectionOf('Company', () => Company);

@InputType({ description: 'A new company.' })
class CreateCompanyInput {
  @Field(() => String, { description: 'What it is called, up to 200 characters.' })
  readonly name!: string;

  @Field(() => String, { description: 'IANA zone: `America/New_York`.' })
  readonly timeZone!: string;

  @Field(() => String, { description: 'ISO 4217: `USD`.' })
  readonly currency!: string;

  @Field(() => String, { description: 'ISO 3166-1 alpha-2: `US`.' })
  readonly country!: string;

  @Field(() => [String], {
    nullable: true,
    description: 'Web origins that may ask for numbers: `https://plumber.example`. None allows any.',
  })
  readonly origins?: string[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Keep visitor data, and send it to ad platforms, only with consent. No unless given.',
  })
  readonly consentRequired?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Record its calls. No unless given.' })
  readonly recordCalls?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: 'Said to callers before a recorded call is connected, up to 500 characters.',
  })
  readonly recordingNotice?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'BCP 47, one the voices of your carrier speak: `de-DE`. `en-US` unless given.',
  })
  readonly language?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Said to callers nobody answers, before they leave a message, up to 500 characters. English words unless given.',
  })
  readonly voicemailGreeting?: string | null;
}

@InputType({
  description: 'What changes about a company. What is left out stays; null empties lists and the notice.',
})
class UpdateCompanyInput {
  @Field(() => ID, { description: 'Which company.' })
  readonly id!: string;

  @Field(() => String, { nullable: true, description: 'What it is called, up to 200 characters.' })
  readonly name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'IANA zone: `America/New_York`. Days of past calls are counted in it too.',
  })
  readonly timeZone?: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 4217: `USD`. Values of past calls keep theirs.' })
  readonly currency?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Web origins that may ask for numbers; none allows any.',
  })
  readonly origins?: string[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Keep visitor data, and send it to ad platforms, only with consent.',
  })
  readonly consentRequired?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Record its calls.' })
  readonly recordCalls?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: 'Said to callers before a recorded call is connected, up to 500 characters.',
  })
  readonly recordingNotice?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'BCP 47, one the voices of your carrier speak: `de-DE`. What is said is not translated.',
  })
  readonly language?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Said to callers nobody answers, before they leave a message, 1 to 500 characters.',
  })
  readonly voicemailGreeting?: string | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'Callers whose calls from now on are tests, up to 50, in any spelling its country understands.',
  })
  readonly testNumbers?: string[] | null;

  @Field(() => Int, { nullable: true, description: "Days the visitor's cookie lives: 1 to 400." })
  readonly cookieDays?: number | null;

  @Field(() => [ChannelRuleInput], {
    nullable: true,
    description:
      'Hosts whose visitors are of a source and medium the built-in list does not know; up to 500.',
  })
  readonly channelRules?: ChannelRuleInput[] | null;
}

@ObjectType({ simpleResolvers: true })
abstract class CompanyPayload extends Payload {
  @Field(() => Company, { nullable: true, description: 'The company; null when it was refused.' })
  readonly company!: Company | null;
}

@ObjectType({ description: 'The new company.', simpleResolvers: true })
class CreateCompanyPayload extends CompanyPayload {}

@ObjectType({ description: 'The changed company.', simpleResolvers: true })
class UpdateCompanyPayload extends CompanyPayload {}

const answerCompany = (context: GraphqlContext, work: () => Promise<string>): Promise<CompanyPayload> =>
  answerWith(context, work, (nouns, id) => ({ company: nouns.company(id) }));

@Resolver(() => Company)
export class CompanyResolver {
  @Query(() => CompanyConnection, { description: 'The companies of the account, oldest first.' })
  async companies(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: GraphqlContext,
  ): Promise<Connection<Company>> {
    const nouns = await context.nouns();
    return connect(nouns.page('companies', page), ({ id }) => nouns.company(id));
  }

  @Mutation(() => CreateCompanyPayload, { description: 'Makes a company.' })
  createCompany(
    @Arg('input', () => CreateCompanyInput, { description: 'The new company.' }) input: CreateCompanyInput,
    @Ctx() context: GraphqlContext,
  ): Promise<CreateCompanyPayload> {
    return answerCompany(context, () => context.features.setup.createCompany(context.reach, input));
  }

  @Mutation(() => UpdateCompanyPayload, { description: 'Changes a company.' })
  updateCompany(
    @Arg('input', () => UpdateCompanyInput, { description: 'What changes.' }) input: UpdateCompanyInput,
    @Ctx() context: GraphqlContext,
  ): Promise<UpdateCompanyPayload> {
    return answerCompany(context, () => context.features.setup.updateCompany(context.reach, input));
  }
}
