import { Refusal } from '../errors.ts';
import { textIn } from '../input.ts';
import { transcriptRows, transcriptsStatement } from '../leads/read.ts';
import type { Reach } from '../reach.ts';
import type { ChangeCalls } from './change-calls.ts';

const languageIn = (given: string | null): string | null => {
  if (given === null || given.trim() === '') return null;
  try {
    return Intl.getCanonicalLocales(given.trim())[0] ?? null;
  } catch {
    throw new Refusal('INVALID', 'This is not a BCP 47 language like en-US.', 'input.language');
  }
};

export const createTranscriptEdits = (change: ChangeCalls, now: () => Date) => ({
  /** Stores the words of a call; the same words once more change nothing. */
  setTranscript: async (
    reach: Reach,
    callId: string,
    given: { readonly text: string; readonly language: string | null },
  ): Promise<void> => {
    const text = textIn(given.text, 'input.text', { max: 200_000 });
    const language = languageIn(given.language);
    const { accountId } = reach;
    await change(reach, [callId], 'input.callId', async ({ call, send }) => {
      const [known] = transcriptRows(await send(transcriptsStatement(accountId, [callId])));
      if (known?.text === text && known.language === language) return null;
      return {
        call,
        happened: ['TRANSCRIPT_READY'],
        news: ['The transcript is ready.'],
        rows: {
          transcripts: [
            { accountId, companyId: call.companyId, callId, language, text, createdAt: now().toISOString() },
          ],
        },
      };
    });
  },
});
