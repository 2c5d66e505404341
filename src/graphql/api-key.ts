import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { ApiKey as ApiKeyRow } from '../identity/api-keys.ts';
import { requireScope, type ApiScope as Scope } from '../identity/scopes.ts';
import { typedId } from '../ids.ts';
import { idIn } from '../input.ts';
import { Company } from './company.ts';
import type { GraphqlContext } from './context.ts';
import { ApiScope } from './enums.ts';
import { answer, Payload } from './payload.ts';
import { type Connection, connect, connectionOf, Node, PageArgs } from './relay.ts';
import { DateTime } from './scalars.ts';

@ObjectType({
  description: 'A key that opens the API for one account.',
  implements: Node,
  simpleResolvers: true,
})
export class ApiKey extends Node {
  @Field(() => String, { description: 'What it is for.' })
  readonly name!: string;

  @Field(() => String, { description: 'Its first characters, to tell keys apart.' })
  readonly prefix!: string;

  @Field(() => [ApiScope], { description: 'What it may do.' })
  readonly scopes!: readonly Scope[];

  readonly companyIds!: readonly string[] | null;

  @Field(() => DateTime, { description: 'When it was made.' })
  readonly createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'Since when it opens nothing; null while it does.' })
  readonly revokedAt!: Date | null;
}

export const apiKeyOf = (row: ApiKeyRow): ApiKey => ({
  id: typedId('ApiKey', row.id),
  name: row.name,
  prefix: row.prefix,
  scopes: row.scopes as readonly Scope[],
  companyIds: row.companyIds,
  createdAt: row.createdAt,
  revokedAt: row.revokedAt,
});

const ApiKeyConnection = connectionOf('ApiKey', () => ApiKey);

@InputType({ description: 'A new API key.' })
class CreateApiKeyInput {
  @Field(() => String, { description: 'What it is for, up to 100 characters.' })
  readonly name!: string;

  @Field(() => [ApiScope], {
    description: 'What it may do; at least one. `WRITE` only together with `READ`.',
  })
  readonly scopes!: Scope[];

  @Field(() => [ID], {
    nullable: true,
    description:
      'The companies it is limited to, 1 to 200: it then sees and changes nothing else. Every company unless given. Not with `ADMIN`.',
  })
  readonly companyIds?: readonly string[] | null;
}

@InputType({ description: 'The key that shall open nothing any more.' })
class RevokeApiKeyInput {
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string;
}

@ObjectType({ description: 'The new key.', simpleResolvers: true })
class CreateApiKeyPayload extends Payload {
  @Field(() => ApiKey, { nullable: true, description: 'The new key without its secret.' })
  readonly apiKey!: ApiKey | null;

  @Field(() => String, { nullable: true, description: 'The whole key. Shown this once and stored nowhere.' })
  readonly key!: string | null;
}

@ObjectType({ description: 'The revoked key.', simpleResolvers: true })
class RevokeApiKeyPayload extends Payload {
  @Field(() => ApiKey, { nullable: true, description: 'The key, now revoked.' })
  readonly apiKey!: ApiKey | null;
}

@Resolver(() => ApiKey)
export class ApiKeyResolver {
  @FieldResolver(() => [Company], {
    nullable: true,
    description: 'The companies it is limited to; null: every company of the account.',
  })
  async companies(
    @Root() { companyIds }: ApiKey,
    @Ctx() { nouns }: GraphqlContext,
  ): Promise<readonly Company[] | null> {
    if (companyIds === null) return null;
    const known = await nouns(companyIds);
    return companyIds.map(known.company);
  }

  @Query(() => ApiKeyConnection, { description: 'Every key of the account, revoked ones too. Needs ADMIN.' })
  async apiKeys(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: GraphqlContext,
  ): Promise<Connection<ApiKey>> {
    requireScope(context.viewer, 'ADMIN');
    return connect(await context.reads.apiKeys.page(context.reach, page), apiKeyOf);
  }

  @Mutation(() => CreateApiKeyPayload, { description: 'Makes an API key. Needs ADMIN.' })
  createApiKey(
    @Arg('input', () => CreateApiKeyInput, { description: 'The new key.' }) input: CreateApiKeyInput,
    @Ctx() { viewer, reach, services }: GraphqlContext,
  ): Promise<CreateApiKeyPayload> {
    requireScope(viewer, 'ADMIN');
    return answer(async () => {
      const companyIds = input.companyIds?.map((id, at) => idIn('Company', id, `input.companyIds[${at}]`));
      const { apiKey, key } = await services.identity.createKey(reach, {
        ...input,
        companyIds: companyIds ?? null,
      });
      return { apiKey: apiKeyOf(apiKey), key };
    });
  }

  @Mutation(() => RevokeApiKeyPayload, { description: 'Makes a key open nothing any more. Needs ADMIN.' })
  revokeApiKey(
    @Arg('input', () => RevokeApiKeyInput, { description: 'Which key.' }) input: RevokeApiKeyInput,
    @Ctx() { viewer, reach, services }: GraphqlContext,
  ): Promise<RevokeApiKeyPayload> {
    requireScope(viewer, 'ADMIN');
    return answer(async () => {
      const id = idIn('ApiKey', input.id, 'input.id');
      return { apiKey: apiKeyOf(await services.identity.revokeKey(reach, id)) };
    });
  }
}
