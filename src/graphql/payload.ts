import './reflect.ts';
import { Field, ID, ObjectType } from 'type-graphql';
import { Refusal } from '../errors.ts';
import { Refusals } from '../linked-accounts/input.ts';
import type { GraphqlContext } from './context.ts';
import type { Nouns } from './nouns.ts';

@ObjectType({
  description: 'What was wrong with an input, for the person who gave it.',
  simpleResolvers: true,
})
export class UserError {
  @Field(() => String, {
    description: '`INVALID`, `NOT_FOUND`, `CONFLICT`, `FORBIDDEN` or `TOO_LARGE`.',
  })
  readonly code!: string;

  @Field(() => String, { description: 'What happened and what to do, in one or two sentences.' })
  readonly message!: string;

  @Field(() => String, { nullable: true, description: 'Path of the field at fault: `input.name`.' })
  readonly field!: string | null;
}

@ObjectType({ simpleResolvers: true })
export abstract class Payload {
  @Field(() => [UserError], { description: 'Empty when it worked. When not, nothing was changed.' })
  readonly userErrors!: readonly UserError[];
}

@ObjectType({ simpleResolvers: true })
export abstract class DeletedPayload extends Payload {
  @Field(() => ID, { nullable: true, description: 'The id of what is gone; null when it was refused.' })
  readonly deletedId!: string | null;
}

/** What a mutation answers: its result, or why it was refused. Anything but a Refusal is a bug and goes on. */
export const answer = async <Result extends object>(
  work: () => Promise<Result>,
): Promise<(Result | { readonly [Key in keyof Result]: null }) & Payload> => {
  try {
    return { ...(await work()), userErrors: [] };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const all = error instanceof Refusals ? error.all : [error];
    const userErrors = all.map(({ code, message, field }) => ({ code, message, field }));
    // Fields that are left out are null: every result field of a payload is nullable.
    return { userErrors } as unknown as Payload & { [Key in keyof Result]: null };
  }
};

/** The same for one that makes or changes a thing of the account's: `work` answers with its UUID. */
export const answerWith = <Result extends object>(
  context: Pick<GraphqlContext, 'nouns'>,
  work: () => Promise<string>,
  shown: (nouns: Nouns, id: string) => Result,
) =>
  answer(async () => {
    const id = await work();
    return shown(await context.nouns(), id);
  });
