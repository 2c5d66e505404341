import type { Evidence, EvidenceKind, HeldLease } from './evidence.ts';
import type { Hypothesis } from './weigh.ts';

export const about = (kind: EvidenceKind, text: string): Evidence => ({
  kind,
  text,
  sessionId: null,
  shownAt: null,
  expiresAt: null,
  weight: null,
});

/** Everything that speaks for one visitor, each with how likely all of it together makes the visitor the caller. */
export const evidenceOf = (
  { lease, current, pageOpen, clicked, knownCaller, share }: Hypothesis,
  startedAt: string,
) => {
  const { source, medium, id: sessionId } = lease.visit;
  const from = `a visitor from ${source} / ${medium}`;
  const { shownAt, expiresAt } = lease;
  const weight = Math.round(share * 10_000) / 10_000;
  const say = (kind: EvidenceKind, text: string): Evidence => ({
    kind,
    text,
    sessionId,
    shownAt,
    expiresAt,
    weight,
  });
  const when = expiresAt >= startedAt ? 'was on the screen of' : 'had shortly before been shown to';
  const held = lease.overflow
    ? say('OVERFLOW', `The pool had no free number, and ${from} was shown this one, which others see too.`)
    : current
      ? say('LEASE', `The number ${when} ${from} when the call came in.`)
      : say('EARLIER_LEASE', `The number had been shown to ${from} earlier, and numbers are kept.`);
  return [
    held,
    ...(clicked ? [say('NUMBER_CLICK', 'This visitor pressed the number just before the call.')] : []),
    ...(pageOpen && !clicked ? [say('PAGE_OPEN', 'The page was open at that moment.')] : []),
    ...(knownCaller ? [say('KNOWN_CALLER', 'Earlier calls of this caller came from the same visitor.')] : []),
  ];
};

const timesOf = (doubt: number): string => {
  const times = Math.round(doubt * 1_000);
  return times < 1 ? 'Fewer than one' : `About ${times}`;
};

/** Why the credit is certain enough. */
export const exactReason = (best: Hypothesis, alone: boolean): string => {
  const doubt = ` ${timesOf(1 - best.share)} of 1,000 calls like it come from somebody else.`;
  if (alone && best.current)
    return `Exactly one visitor could have dialled this number at that time.${doubt}`;
  if (!best.current) return `The caller dialled a number it knew from an earlier visit.${doubt}`;
  if (best.clicked)
    return `Several visitors know this number, and this one pressed it just before the call.${doubt}`;
  if (best.knownCaller)
    return `Several visitors know this number, and the caller is known to be this one.${doubt}`;
  return `The number was this visitor’s when the call came in; others who had it before hardly call so late.${doubt}`;
};

const paceOf = (hours: number): string => {
  if (hours < 2) return `every ${Math.max(1, Math.round(hours * 60))} minutes`;
  return hours < 48 ? `every ${Math.round(hours)} hours` : 'every few days';
};

/** Why none of the candidates is credited. */
export const ambiguousReason = (
  candidates: readonly Hypothesis[],
  allowed: number,
  hoursBetween: number,
): string => {
  const [best, second] = candidates;
  if (!best || (second && second.share * 5 > best.share))
    return `${candidates.length} visitors could have dialled this number, and nothing tells which of them called.`;
  const percent = (share: number): string => `${(Math.floor(share * 1_000) / 10).toFixed(1)} %`;
  return `One visitor is the likeliest caller, to ${percent(best.share)}, and ${percent(1 - allowed)} would be needed: this number goes to somebody else ${paceOf(hoursBetween)}, and who had it before, or dials it again, may call as well.`;
};

/** How long ago a lease had ended when a call came in. */
export const hoursAgo = (lease: HeldLease, startedAt: string): string => {
  const minutes = Math.round((Date.parse(startedAt) - Date.parse(lease.expiresAt)) / 60_000);
  return minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
};
