/** Why an input was refused, in the words of the person who gave it. */
const refusalCodes = ['INVALID', 'NOT_FOUND', 'CONFLICT', 'FORBIDDEN', 'TOO_LARGE'] as const;
export type RefusalCode = (typeof refusalCodes)[number];

/**
 * An expected failure: bad input, a missing thing, a right the key lacks. Mutations turn it into
 * `userErrors`, HTTP into a 4xx. Everything else that is thrown is a bug or an outage, and is masked.
 */
export class Refusal extends Error {
  readonly code: RefusalCode;
  /** Path of the field at fault, `input.name`; null when it is not about one field. */
  readonly field: string | null;
  constructor(code: RefusalCode, message: string, field: string | null = null) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
    this.field = field;
  }
}
