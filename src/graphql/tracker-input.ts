import { Field, ID, InputType, Int } from 'type-graphql';
import type { TrackerKind as Kind } from '../../integrations/kit/vocabulary.ts';
import type { ChannelGroup as Group } from '../tracking/channel.ts';
import { ChannelGroup, TrackerKind } from './enums.ts';

const anySpelling = "in any spelling the company's country understands";

/** What making and changing a tracker have in common. */
@InputType()
abstract class TrackerSettings {
  @Field(() => String, {
    nullable: true,
    description: 'Said to the person who answers, before the bridge; up to 500 characters.',
  })
  readonly whisper?: string | null;

  @Field(() => Int, { nullable: true, description: 'Seconds it rings: 5 to 120, 25 unless given.' })
  readonly ringSeconds?: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Callers nobody answers may leave a message. No unless given.',
  })
  readonly voicemail?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description:
      'What a call is credited to: `google`. OFFLINE and SOURCE need it; SOURCE shows it to these visits.',
  })
  readonly source?: string | null;

  @Field(() => String, { nullable: true, description: 'The medium a call is credited to: `cpc`, `print`.' })
  readonly medium?: string | null;

  @Field(() => String, { nullable: true, description: 'The campaign a call is credited to.' })
  readonly campaign?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: `Numbers on the page that are replaced, ${anySpelling}. None: every number of the destination.`,
  })
  readonly swapNumbers?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: `VISITOR: the number shown when every other is taken, ${anySpelling}.`,
  })
  readonly fallbackNumber?: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'VISITOR: seconds a number stays with a session after its last sign of life: 60 to 86400, 1800 unless given.',
  })
  readonly leaseSeconds?: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      'SOURCE: only visits whose landing page has this parameter: `ref=flyer`, or `ref` for any value. Then `source` is only what calls are credited to.',
  })
  readonly landingParameter?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'SOURCE: only visits from these hosts and their subdomains, up to 100: `partner.example`.',
  })
  readonly referrerHosts?: string[] | null;

  @Field(() => ChannelGroup, {
    nullable: true,
    description: 'SOURCE: only visits of this kind of channel; any but OTHER.',
  })
  readonly referrerGroup?: Exclude<Group, 'OTHER'> | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'SOURCE: for every visit that nothing else fits. No unless given.',
  })
  readonly isDefault?: boolean | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'VISITOR: seconds after a lease in which its visitor may still be the caller: 0 to 86400, 900 unless given.',
  })
  readonly graceSeconds?: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'VISITOR: seconds a number rests after a lease, at least `graceSeconds`: up to 604800, 900 unless given.',
  })
  readonly cooldownSeconds?: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "VISITOR: prefer numbers of the visitor's area. No unless given.",
  })
  readonly localNumbers?: boolean | null;
}

@InputType({ description: 'A number kept for one number of the page.' })
class KeptNumberInput {
  @Field(() => String, { description: `A number of the tracker, ${anySpelling}.` })
  readonly number!: string;

  @Field(() => String, {
    nullable: true,
    description: `The number of the page it stands in for and rings, ${anySpelling}; null for any.`,
  })
  readonly target?: string | null;
}

@InputType({ description: 'A new tracker.' })
export class CreateTrackerInput extends TrackerSettings {
  @Field(() => ID, { description: 'Whose calls it tracks.' })
  readonly companyId!: string;

  @Field(() => TrackerKind, { description: 'What its numbers stand for.' })
  readonly kind!: Kind;

  @Field(() => String, { description: 'What it is called, up to 200 characters.' })
  readonly name!: string;

  @Field(() => String, { description: `Where calls go, ${anySpelling}.` })
  readonly destination!: string;

  @Field(() => [String], { description: `Its numbers at the carrier, ${anySpelling}; at least one.` })
  readonly numbers!: string[];
}

@InputType({ description: 'What changes about a tracker. What is left out stays.' })
export class UpdateTrackerInput extends TrackerSettings {
  @Field(() => ID, { description: 'Which tracker.' })
  readonly id!: string;

  @Field(() => String, { nullable: true, description: 'What it is called, up to 200 characters.' })
  readonly name?: string | null;

  @Field(() => String, { nullable: true, description: `Where calls go, ${anySpelling}.` })
  readonly destination?: string | null;

  @Field(() => [String], { nullable: true, description: `Numbers to add, ${anySpelling}.` })
  readonly addNumbers?: string[] | null;

  @Field(() => [KeptNumberInput], {
    nullable: true,
    description: 'Numbers to keep for one number of the page each, up to 500.',
  })
  readonly keptNumbers?: KeptNumberInput[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether its numbers are shown to visitors.' })
  readonly active?: boolean | null;
}
