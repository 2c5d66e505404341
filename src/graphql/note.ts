import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import { typedId } from '../ids.ts';
import { idIn } from '../input.ts';
import type { Note as StoredNote } from '../leads/notes.ts';
import { Actor, actorOf } from './actor.ts';
import { Call } from './call.ts';
import type { GraphqlContext } from './context.ts';
import { answer, Payload } from './payload.ts';
import { Node } from './relay.ts';
import { DateTime } from './scalars.ts';

@ObjectType({ description: 'How a note stood at one time.', simpleResolvers: true })
class NoteVersion {
  @Field(() => Actor, { description: 'Who wrote it.' })
  readonly author!: Actor;

  @Field(() => Int, { description: 'Counted from 1.' })
  readonly version!: number;

  @Field(() => String, { nullable: true, description: 'What it said; null: it was taken away.' })
  readonly text!: string | null;

  @Field(() => DateTime, { description: 'When it was written.' })
  readonly at!: string;
}

@ObjectType({ description: 'What somebody wrote about a call.', implements: Node, simpleResolvers: true })
export class Note extends Node {
  readonly callId!: string;

  @Field(() => Actor, { description: 'Who first wrote it.' })
  readonly author!: Actor;

  @Field(() => String, { nullable: true, description: 'What it says; null: it was taken away.' })
  readonly text!: string | null;

  @Field(() => DateTime, { description: 'When it was first written.' })
  readonly createdAt!: string;

  @Field(() => DateTime, { description: 'When it was last changed.' })
  readonly changedAt!: string;

  @Field(() => [NoteVersion], { description: 'Everything it ever said, oldest first.' })
  readonly versions!: readonly NoteVersion[];
}

export const noteOf = ({ id, callId, first, last, versions }: StoredNote): Note => ({
  id: typedId('Note', id),
  callId,
  author: actorOf(first),
  text: last.text,
  createdAt: first.at,
  changedAt: last.at,
  versions: versions.map((row) => ({
    author: actorOf(row),
    version: row.version,
    text: row.text,
    at: row.at,
  })),
});

@InputType({ description: 'A new note.' })
class AddNoteInput {
  @Field(() => ID, { description: 'About which call.' })
  readonly callId!: string;

  @Field(() => String, { description: 'What it says, up to 10,000 characters.' })
  readonly text!: string;
}

@InputType({ description: 'What a note shall say from now on.' })
class UpdateNoteInput {
  @Field(() => ID, { description: 'Which note.' })
  readonly id!: string;

  @Field(() => String, { description: 'What it says, up to 10,000 characters.' })
  readonly text!: string;
}

@InputType({ description: 'A note to take away.' })
class DeleteNoteInput {
  @Field(() => ID, { description: 'Which note.' })
  readonly id!: string;
}

@ObjectType({ simpleResolvers: true })
abstract class NotePayload extends Payload {
  @Field(() => Note, { nullable: true, description: 'The note; null when it was refused.' })
  readonly note!: Note | null;

  @Field(() => Call, { nullable: true, description: 'Its call; null when it was refused.' })
  readonly call!: Call | null;
}

@ObjectType({ description: 'The new note.', simpleResolvers: true })
class AddNotePayload extends NotePayload {}

@ObjectType({ description: 'The changed note.', simpleResolvers: true })
class UpdateNotePayload extends NotePayload {}

@ObjectType({ description: 'The note that was taken away.', simpleResolvers: true })
class DeleteNotePayload extends NotePayload {}

const shown = async ({ loaders }: GraphqlContext, noteId: string, callId: string) => {
  loaders.notes.clear(callId);
  const [note, call] = await Promise.all([
    loaders.note.clear(noteId).load(noteId),
    loaders.call.clear(callId).load(callId),
  ]);
  return { note, call };
};

@Resolver(() => Note)
export class NoteResolver {
  @FieldResolver(() => Call, { nullable: true, description: 'What it is about.' })
  call(@Root() { callId }: Note, @Ctx() { loaders }: GraphqlContext): Promise<Call | null> {
    return loaders.call.load(callId);
  }

  @Mutation(() => AddNotePayload, { description: 'Writes a note about a call.' })
  addNote(
    @Arg('input', () => AddNoteInput, { description: 'The new note.' }) input: AddNoteInput,
    @Ctx() context: GraphqlContext,
  ): Promise<AddNotePayload> {
    return answer(async () => {
      const callId = idIn('Call', input.callId, 'input.callId');
      return shown(context, await context.services.edits.addNote(context.reach, callId, input.text), callId);
    });
  }

  @Mutation(() => UpdateNotePayload, {
    description: 'Changes a note; what it said before stays in its versions.',
  })
  updateNote(
    @Arg('input', () => UpdateNoteInput, { description: 'What changes.' }) input: UpdateNoteInput,
    @Ctx() context: GraphqlContext,
  ): Promise<UpdateNotePayload> {
    return answer(async () => {
      const id = idIn('Note', input.id, 'input.id');
      return shown(context, id, await context.services.edits.updateNote(context.reach, id, input.text));
    });
  }

  @Mutation(() => DeleteNotePayload, {
    description: 'Takes a note away; what it said stays in its versions.',
  })
  deleteNote(
    @Arg('input', () => DeleteNoteInput, { description: 'Which note.' }) input: DeleteNoteInput,
    @Ctx() context: GraphqlContext,
  ): Promise<DeleteNotePayload> {
    return answer(async () => {
      const id = idIn('Note', input.id, 'input.id');
      return shown(context, id, await context.services.edits.deleteNote(context.reach, id));
    });
  }
}
