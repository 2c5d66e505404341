/** What a call that has not ended yet does not have. */
export const unfinished = {
  outcome: null,
  endedAt: null,
  talkSeconds: null,
  durationSeconds: null,
  recordingUrl: null,
};
